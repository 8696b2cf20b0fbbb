/** "Đề nghị đôn đốc": the inbox of proposals that wait for a person, and what became of the others. */
import type { FC } from 'hono/jsx';
import { formatDate } from '../../../domain/format';
import type { EscalationRow } from '../../../services/queries/escalations';
import type { Viewer } from '../../deps';
import { dueText, shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag } from '../../ui/parts';
import { ESCALATION_VIEWS } from '../../ui/words';

interface Props {
  viewer: Viewer;
  csrf: string;
  open: boolean;
  rows: readonly EscalationRow[];
}

export const EscalationListPage: FC<Props> = ({ viewer, csrf, open, rows }) => (
  <StaffPage title="Đề nghị đôn đốc" viewer={viewer} csrf={csrf} active="/de-nghi" wide>
    <h1>Đề nghị nào đang chờ quyết định?</h1>
    <nav class="tabs" aria-label="Nhóm đề nghị">
      <a href="/de-nghi" aria-current={open ? 'page' : undefined}>
        Đang mở
      </a>
      <a href="/de-nghi?xong=1" aria-current={open ? undefined : 'page'}>
        Đã xong
      </a>
    </nav>
    {rows.length === 0 ? (
      <Empty title={open ? 'Không có đề nghị nào đang chờ.' : 'Chưa có đề nghị nào được xử lý xong.'}>
        <p>
          Khi một báo cáo quá hạn qua thời gian ân hạn, hệ thống lập đề nghị kèm hồ sơ. Không có quyết định
          thì không có gì được gửi.
        </p>
      </Empty>
    ) : (
      <Table
        caption="Các đề nghị đôn đốc"
        rows={rows}
        columns={[
          {
            head: 'Đơn vị',
            isRowHead: true,
            cell: (row) => (
              <>
                <a href={`/de-nghi/${row.id}`}>{row.unitName}</a>
                <br />
                <span class="muted small">
                  {row.periodLabel} · {row.planTitle}
                </span>
              </>
            ),
          },
          {
            head: 'Trạng thái',
            cell: (row) => {
              const view = ESCALATION_VIEWS[row.state];
              return (
                <>
                  <Tag tone={view?.tone ?? 'none'}>{view?.word ?? row.state}</Tag>
                  {row.nextReviewOn && row.state === 'postponed' ? (
                    <p class="muted small">xem lại {formatDate(row.nextReviewOn)}</p>
                  ) : null}
                  {row.closedReason ? <p class="muted small">{row.closedReason}</p> : null}
                </>
              );
            },
          },
          { head: 'Hạn nộp', cell: ({ dueAt }) => dueText(dueAt) },
          { head: 'Cấp', numeric: true, cell: ({ level }) => level },
          {
            head: 'Lập lúc',
            cell: ({ proposedAt, proposedByName }) => `${shortMoment(proposedAt)}, ${proposedByName}`,
          },
          {
            head: 'Quyết định',
            cell: ({ decidedByName, decidedAt }) =>
              decidedByName && decidedAt ? `${decidedByName}, ${shortMoment(decidedAt)}` : '',
          },
        ]}
      />
    )}
  </StaffPage>
);
