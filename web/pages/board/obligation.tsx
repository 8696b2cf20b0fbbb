/** One report in the office's hands: why this deadline, what came, what was sent, and what to do with it. */
import type { FC } from 'hono/jsx';
import { formatDateRange } from '../../../domain/format';
import { TIMELINESS_TERMS } from '../../../domain/terms';
import { SECTIONS } from '../../../services/drafts';
import type { ObligationView, VersionView } from '../../../services/queries/obligation';
import { Due, WhyDue } from '../../ui/due';
import { ErrorSummary } from '../../ui/form';
import { dueText, fileSize, shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { stateView } from '../../ui/obligation-state';
import { Empty, Facts, Lines, Table, Tag } from '../../ui/parts';
import { aimOf } from '../../ui/target';
import {
  actionWord,
  ESCALATION_VIEWS,
  MESSAGE_KIND_WORDS,
  MESSAGE_STATE_VIEWS,
  stepWord,
  VERSION_WORDS,
} from '../../ui/words';
import { figureText } from '../link/check';
import { SECTION_LABELS } from '../link/fields';
import { ReportActions } from './actions';
import type { ObligationPageProps } from './obligation-page';

export const ObligationPage: FC<ObligationPageProps> = (props) => {
  const { viewer, csrf, view, asOf, calendar, problems = [], notice } = props;
  const state = stateView(view, asOf);
  const owed = view.state === 'open' || view.state === 'returned';
  const due = view.state === 'returned' ? (view.correctionDueAt ?? view.dueAt) : view.dueAt;
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}${view.unit.name}: ${view.period.label}`}
      viewer={viewer}
      csrf={csrf}
      active="/theo-doi"
      notice={notice}
      back={{ href: `/theo-doi?xem=bao-cao&ky=${view.period.id}`, label: view.period.label }}
    >
      <ErrorSummary problems={problems} />
      <h1>
        {view.unit.name}: {view.period.label}
      </h1>
      <p>
        <Tag tone={state.tone}>{state.word}</Tag>
      </p>
      <p>
        <strong>{view.state === 'returned' ? 'Hạn chỉnh sửa' : 'Hạn nộp'}:</strong>{' '}
        <Due dueAt={due} asOf={asOf} calendar={calendar} settled={!owed} />
      </p>
      <WhyDue chain={view.chain} />
      <Facts
        items={[
          ['Kế hoạch', <a href={`/ke-hoach/${view.plan.id}`}>{view.plan.title}</a>],
          ['Số liệu của kỳ', formatDateRange(view.period.dataFrom, view.period.dataTo)],
          [
            'Hạn ban đầu',
            view.originalDueAt && view.originalDueAt.getTime() !== view.dueAt.getTime()
              ? dueText(view.originalDueAt)
              : '',
          ],
          [
            'Đúng hạn hay chậm',
            view.timeliness
              ? (TIMELINESS_TERMS[view.timeliness as keyof typeof TIMELINESS_TERMS] ?? view.timeliness)
              : '',
          ],
          ['Bản đang dùng', view.acceptedVersion ? `bản số ${view.acceptedVersion}` : ''],
          ['Lý do miễn, hủy', view.closedReason],
          [
            'Bản nháp của đơn vị',
            view.draftSavedAt
              ? `có, ${draftAge(view.draftAgeDays)}, lưu lần cuối ${shortMoment(view.draftSavedAt)}; chưa tính là đã nộp`
              : '',
          ],
          ['Đơn vị', <a href={`/don-vi/${view.unit.id}`}>{view.unit.name}</a>],
        ]}
      />
      <ReportActions {...props} />
      <h2>Báo cáo đã nhận</h2>
      {view.versions.length === 0 ? (
        <Empty title="Chưa nhận được báo cáo nào.">
          <p>Báo cáo hiện ở đây khi đơn vị gửi qua đường dẫn, hoặc khi Văn phòng nhập báo cáo giấy.</p>
        </Empty>
      ) : (
        view.versions.map((version, index) => <Version {...{ version, view }} open={index === 0} />)
      )}
      <h2>Thông báo đã lập</h2>
      {view.messages.length === 0 ? (
        <Empty title="Chưa có thông báo nào về báo cáo này.">
          <p>Thông báo đầu tiên được lập khi kỳ báo cáo mở và đến nấc nhắc.</p>
        </Empty>
      ) : (
        <Messages view={view} />
      )}
      {view.escalations.length > 0 ? (
        <>
          <h2>Đề nghị đôn đốc</h2>
          <ul>
            {view.escalations.map(({ id, level, state: current, proposedAt, proposedByName }) => (
              <li>
                <a href={`/de-nghi/${id}`}>
                  Cấp {level}, lập {shortMoment(proposedAt)}
                </a>{' '}
                ({proposedByName}){' '}
                <Tag tone={ESCALATION_VIEWS[current]?.tone ?? 'none'}>
                  {ESCALATION_VIEWS[current]?.word ?? current}
                </Tag>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <details class="why">
        <summary>Ai đã làm gì với báo cáo này</summary>
        <ul>
          {view.history.map(({ at, actorName, action, reason }) => (
            <li>
              {shortMoment(at)} · {actorName}: {actionWord(action)}
              {reason ? ` (${reason})` : ''}
            </li>
          ))}
        </ul>
      </details>
    </StaffPage>
  );
};

/** B58: how long an unsent draft has been lying. */
const draftAge = (days: number | null): string =>
  days ? `bắt đầu từ ${days} ngày trước` : 'bắt đầu hôm nay';

const Version: FC<{ version: VersionView; view: ObligationView; open: boolean }> = ({
  version,
  view,
  open,
}) => {
  const state = VERSION_WORDS[version.state] ?? { word: version.state, tone: 'none' as const };
  return (
    <details class="card" open={open} id={`ban-${version.version}`}>
      <summary>
        <strong>Bản số {version.version}</strong> <Tag tone={state.tone}>{state.word}</Tag>{' '}
        <span class="muted">{version.submittedAt ? shortMoment(version.submittedAt) : ''}</span>
      </summary>
      <Facts
        items={[
          ['Biên nhận', version.receiptNumber],
          ['Người gửi', version.enteredByName],
          ['Gửi thay', version.onBehalfOfName],
          [
            'Ngày nhận chính thức',
            version.officialDate && version.submittedAt?.getTime() !== version.officialDate.getTime()
              ? `${shortMoment(version.officialDate)} (nhập vào hệ thống ${shortMoment(version.submittedAt ?? version.enteredAt)})`
              : '',
          ],
          ['Minh chứng bản giấy', version.paperEvidence],
          ['Lý do trả lại', version.returnReason],
          [
            'Người xử lý',
            version.decidedByName && version.decidedAt
              ? `${version.decidedByName}, ${shortMoment(version.decidedAt)}`
              : '',
          ],
        ]}
      />
      {version.nil ? (
        <p class="lead">Không phát sinh trong kỳ.</p>
      ) : (
        <>
          {SECTIONS.map((name) =>
            version.sections[name].trim() ? (
              <section>
                <h3>{SECTION_LABELS[name].label}</h3>
                <Lines text={version.sections[name]} />
              </section>
            ) : null,
          )}
          {version.figures.length > 0 ? <Figures {...{ version, view }} /> : null}
        </>
      )}
      {version.files.length > 0 ? (
        <>
          <h3>Tệp đính kèm</h3>
          <ul>
            {version.files.map(({ fileId, name, size }) => (
              <li>
                <a href={`/nghia-vu/${view.id}/tep/${fileId}`}>{name}</a>{' '}
                <span class="muted">({fileSize(size)})</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </details>
  );
};

const Figures: FC<{ version: VersionView; view: ObligationView }> = ({ version, view }) => (
  <Table
    caption={`Số liệu của bản số ${version.version}`}
    showCaption
    rows={version.figures}
    columns={[
      {
        head: 'Chỉ tiêu',
        isRowHead: true,
        cell: ({ targetId }) => view.targets.find(({ id }) => id === targetId)?.indicator ?? 'chỉ tiêu đã bỏ',
      },
      {
        head: 'Thực hiện',
        cell: (figure) => {
          const target = view.targets.find(({ id }) => id === figure.targetId);
          return (
            figureText(figure, { unit: target?.unit ?? null, isRatio: target?.aggregation === 'ratio' }) ||
            'chưa có số liệu'
          );
        },
      },
      {
        head: 'Chỉ tiêu đặt ra',
        cell: ({ targetId }) => {
          const target = view.targets.find(({ id }) => id === targetId);
          return target ? aimOf(target) : '';
        },
      },
      { head: 'Giải trình', cell: ({ note }) => note ?? '' },
    ]}
  />
);

const Messages: FC<{ view: ObligationView }> = ({ view }) => (
  <Table
    caption="Thông báo về báo cáo này"
    rows={view.messages}
    columns={[
      {
        head: 'Thông báo',
        isRowHead: true,
        cell: ({ id, kind, step }) => (
          <a href={`/tin-nhan/${id}`}>
            {MESSAGE_KIND_WORDS[kind] ?? kind}
            {kind === 'reminder' ? `, ${stepWord(step)}` : ''}
          </a>
        ),
      },
      {
        head: 'Người nhận',
        cell: ({ recipient, channel }) =>
          `${recipient}${channel ? ` · ${channel === 'zalo' ? 'Zalo' : 'thư điện tử'}` : ''}`,
      },
      {
        head: 'Gửi lúc',
        cell: ({ sentAt, effectiveAt, state }) =>
          sentAt
            ? shortMoment(sentAt)
            : state === 'queued' || state === 'held'
              ? `dự kiến ${shortMoment(effectiveAt)}`
              : '',
      },
      {
        head: 'Kết quả',
        cell: ({ state, reason }) => {
          const shown = MESSAGE_STATE_VIEWS[state];
          return (
            <>
              <Tag tone={shown?.tone ?? 'none'}>{shown?.word ?? state}</Tag>
              {reason ? <p class="muted small">{reason}</p> : null}
            </>
          );
        },
      },
    ]}
  />
);
