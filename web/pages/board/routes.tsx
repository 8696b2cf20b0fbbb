/** The board and the single report in the office's hands. */
import { Hono } from 'hono';
import { attachFile } from '../../../services/attachments';
import { calendarOf } from '../../../services/calendar';
import { proposeByHand } from '../../../services/escalations';
import { decideExtension } from '../../../services/extensions';
import { isId } from '../../../services/obligations';
import { enterPaperReport, submitOnBehalf } from '../../../services/paper';
import {
  type BoardFilter,
  boardChoices,
  boardPeriods,
  boardRows,
  STATE_FILTERS,
  type StateFilter,
} from '../../../services/queries/board';
import { type ObligationView, obligationView } from '../../../services/queries/obligation';
import {
  acceptSubmission,
  correctAfterAcceptance,
  exemptObligation,
  restoreObligation,
  returnSubmission,
} from '../../../services/returns';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { file, page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { contentFromForm } from '../link/fields';
import { BoardPage, type BoardQuery } from './board';
import { ObligationPage } from './obligation';
import { reassignRoutes } from './reassign';

const NOTICES: Record<string, string> = {
  'da-nhan': 'Đã nhận báo cáo. Bản này được dùng cho tổng hợp.',
  'da-tra-lai': 'Đã trả lại. Đơn vị được báo kèm hạn chỉnh sửa.',
  'da-mo': 'Đã mở đính chính. Bản đang dùng vẫn có hiệu lực.',
  'da-mien': 'Đã miễn báo cáo kỳ này cho đơn vị.',
  'da-khoi-phuc': 'Đã khôi phục báo cáo.',
  'da-nhap': 'Đã nhập báo cáo giấy.',
  'da-gui-thay': 'Đã gửi thay thủ trưởng đơn vị. Cả hai người được báo.',
  'da-de-nghi': 'Đã lập đề nghị đôn đốc, chờ người duyệt quyết định.',
  'da-chuyen': 'Đã chuyển báo cáo. Đơn vị nhận được báo kèm đường dẫn mới.',
  'da-tra-loi': 'Đã trả lời đề nghị gia hạn; đơn vị được báo.',
};

const isState = (text: string): text is StateFilter => Object.hasOwn(STATE_FILTERS, text);

export function boardRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  app.use('/theo-doi', need('report.view'));
  app.use('/nghia-vu/*', need('report.view'));

  app.get('/theo-doi', async (c) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const ask = (name: string) => c.req.query(name) ?? '';
    const id = (name: string) => (isId(ask(name)) ? ask(name) : '');
    const query: BoardQuery = {
      xem: ask('xem') === 'bao-cao' || id('ky') ? 'bao-cao' : 'ky',
      keHoach: id('keHoach'),
      ky: id('ky'),
      donVi: id('donVi'),
      nua: /^\d{4}-H[12]$/.test(ask('nua')) ? ask('nua') : '',
      trangThai: isState(ask('trangThai')) ? ask('trangThai') : '',
    };
    const asOf = deps.clock.now();
    const filter: BoardFilter = {
      organizationId,
      asOf,
      planId: query.keHoach || undefined,
      periodId: query.ky || undefined,
      unitId: query.donVi || undefined,
      halfYear: query.nua || undefined,
      state: isState(query.trangThai) ? query.trangThai : undefined,
    };
    const number = Math.max(1, Number.parseInt(ask('trang'), 10) || 1);
    const [choices, calendar] = await Promise.all([
      boardChoices(db, organizationId),
      calendarOf(db, organizationId),
    ]);
    const result =
      query.xem === 'ky'
        ? { view: 'ky' as const, ...(await boardPeriods(db, filter, number)) }
        : { view: 'bao-cao' as const, ...(await boardRows(db, filter, number)) };
    return page(
      c,
      <BoardPage
        {...{ viewer, query, choices, asOf, calendar, result }}
        csrf={c.get('csrf')}
        page={number}
      />,
    );
  });

  const show = async (
    c: Ctx,
    view: ObligationView,
    state: { problems?: FormProblem[]; typed?: Record<string, string> } = {},
  ) => {
    const viewer = staffOf(c);
    return page(
      c,
      <ObligationPage
        viewer={viewer}
        csrf={c.get('csrf')}
        view={view}
        asOf={deps.clock.now()}
        calendar={await calendarOf(db, viewer.organizationId)}
        can={(action) => allows(viewer, action)}
        problems={state.problems ?? []}
        typed={state.typed}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.problems ? 422 : 200,
    );
  };

  const onReport =
    (handler: (c: Ctx, view: ObligationView) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const { organizationId } = staffOf(c);
      const view = await obligationView(db, {
        organizationId,
        obligationId: c.req.param('id') ?? '',
        asOf: deps.clock.now(),
      });
      return view ? handler(c, view) : c.notFound();
    };

  app.route('/', reassignRoutes(deps, onReport));
  app.get(
    '/nghia-vu/:id',
    onReport((c, view) => show(c, view)),
  );

  app.get(
    '/nghia-vu/:id/tep/:fileId',
    onReport(async (c, view) => {
      const fileId = c.req.param('fileId') ?? '';
      if (!view.versions.some(({ files }) => files.some((entry) => entry.fileId === fileId)))
        return c.notFound();
      const { organizationId } = staffOf(c);
      const stored = await db.storedFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId, id: fileId } },
      });
      return file(c, stored, { inline: true });
    }),
  );

  /** A change of the report: done and told, or shown again with what was typed. */
  const change = async (
    c: Ctx,
    view: ObligationView,
    input: {
      action: string;
      done: string;
      result: Promise<{ ok: true } | { ok: false; error: ServiceError }>;
    },
  ) => {
    const result = await input.result;
    if (!result.ok) {
      const form = c.get('form');
      const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
      const prefix = input.action === 'gui-thay' ? 'gt-' : '';
      const { field } = result.error;
      const problem = problemOf(result.error, {
        ...(field ? { [field]: prefix + field } : {}),
        reason: `reason-${input.action}`,
        correctionDate: `correctionDate-${input.action}`,
        'paper.receivedOn': 'receivedOn',
        'paper.evidence': 'evidence',
        'sections.results': `${prefix}results`,
      });
      return show(c, view, { problems: [problem], typed: { ...typed, action: input.action } });
    }
    await tell(c, deps, staffOf(c).organizationId);
    return c.redirect(`/nghia-vu/${view.id}?tb=${input.done}`, 303);
  };

  const reasonOf = (c: Ctx, view: ObligationView) => ({
    obligationId: view.id,
    reason: c.get('form').text('reason'),
  });
  const withDate = (c: Ctx, view: ObligationView) => {
    const correctionDate = c.get('form').text('correctionDate');
    return { ...reasonOf(c, view), ...(correctionDate ? { correctionDate } : {}) };
  };

  app.post(
    '/nghia-vu/:id/tiep-nhan',
    need('report.decide'),
    onReport((c, view) =>
      change(c, view, {
        action: 'tiep-nhan',
        done: 'da-nhan',
        result: acceptSubmission(db, staffScope(c, deps), { obligationId: view.id }),
      }),
    ),
  );
  app.post(
    '/nghia-vu/:id/tra-lai',
    need('report.decide'),
    onReport((c, view) =>
      change(c, view, {
        action: 'tra-lai',
        done: 'da-tra-lai',
        result: returnSubmission(db, staffScope(c, deps), withDate(c, view)),
      }),
    ),
  );
  app.post(
    '/nghia-vu/:id/dinh-chinh',
    need('report.decide'),
    onReport((c, view) =>
      change(c, view, {
        action: 'dinh-chinh',
        done: 'da-mo',
        result: correctAfterAcceptance(db, staffScope(c, deps), withDate(c, view)),
      }),
    ),
  );
  app.post(
    '/nghia-vu/:id/mien',
    need('report.exempt'),
    onReport((c, view) =>
      change(c, view, {
        action: 'mien',
        done: 'da-mien',
        result: exemptObligation(db, staffScope(c, deps), reasonOf(c, view)),
      }),
    ),
  );
  app.post(
    '/nghia-vu/:id/khoi-phuc',
    need('report.exempt'),
    onReport((c, view) =>
      change(c, view, {
        action: 'khoi-phuc',
        done: 'da-khoi-phuc',
        result: restoreObligation(db, staffScope(c, deps), reasonOf(c, view)),
      }),
    ),
  );
  app.post(
    '/nghia-vu/:id/de-nghi',
    need('escalation.decide'),
    onReport((c, view) =>
      change(c, view, {
        action: 'de-nghi',
        done: 'da-de-nghi',
        result: proposeByHand(db, staffScope(c, deps), reasonOf(c, view)),
      }),
    ),
  );

  app.post(
    '/nghia-vu/:id/gia-han/:extensionId',
    need('extension.decide'),
    onReport((c, view) => {
      const form = c.get('form');
      const newDate = form.text('newDate');
      const grant = form.text('decision') === 'grant';
      return change(c, view, {
        action: 'gia-han',
        done: 'da-tra-loi',
        result: decideExtension(db, staffScope(c, deps), {
          extensionId: c.req.param('extensionId') ?? '',
          grant,
          reason: form.text('reason'),
          ...(grant && newDate ? { newDate } : {}),
        }),
      });
    }),
  );

  app.post(
    '/nghia-vu/:id/gui-thay',
    need('report.enter_paper'),
    onReport((c, view) => {
      const form = c.get('form');
      const { sections, figures } = contentFromForm(form);
      const written =
        Object.values(sections).some((text) => text.trim()) ||
        figures.some(({ value, assessment }) => value.trim() || assessment?.trim());
      return change(c, view, {
        action: 'gui-thay',
        done: 'da-gui-thay',
        result: submitOnBehalf(db, staffScope(c, deps), {
          obligationId: view.id,
          onBehalfOfName: form.text('onBehalfOfName'),
          // with nothing written the unit's own draft is what is sent
          ...(written ? { sections, figures } : {}),
        }),
      });
    }),
  );

  app.post(
    '/nghia-vu/:id/bao-cao-giay',
    need('report.enter_paper'),
    onReport(async (c, view) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const { sections, figures } = contentFromForm(form);
      const [scan] = form.files('file');
      const enter = async (): Promise<{ ok: true } | { ok: false; error: ServiceError }> => {
        if (form.tooLarge) {
          return {
            ok: false,
            error: {
              code: 'FILE_TOO_LARGE',
              field: 'file',
              message: 'Bản chụp quá lớn (tối đa 20 MB). Giảm cỡ ảnh rồi thêm lại.',
            },
          };
        }
        if (scan) {
          const attached = await attachFile(db, scope, {
            obligationId: view.id,
            name: scan.name,
            bytes: scan.bytes,
          });
          if (!attached.ok) return { ok: false, error: { ...attached.error, field: 'file' } };
        }
        const onBehalfOfName = form.text('onBehalfOfName');
        return enterPaperReport(db, scope, {
          obligationId: view.id,
          sections,
          figures,
          receivedOn: form.text('receivedOn'),
          evidence: form.text('evidence'),
          ...(onBehalfOfName ? { onBehalfOfName } : {}),
        });
      };
      return change(c, view, { action: 'bao-cao-giay', done: 'da-nhap', result: enter() });
    }),
  );
  return app;
}
