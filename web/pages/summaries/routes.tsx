/** Summaries in the office: state, draft with sources, review, issue, supplements. */
import { Hono } from 'hono';
import type { OfficeStatement, StatementSection } from '../../../domain/compile-types';
import { isId } from '../../../services/obligations';
import { type SummaryView, summaryView } from '../../../services/queries/summaries';
import {
  compileSummary,
  issueSummary,
  reviewSummary,
  setOfficeStatements,
  summaryStatus,
} from '../../../services/summaries';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { file, page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { DocumentPage } from '../document-page';
import { SummaryListPage } from './list';
import { SECTION_WORDS, sourceKeyHref } from './parts';
import { officeHref, SummaryPage } from './summary';

const NOTICES: Record<string, string> = {
  'da-tong-hop': 'Đã tổng hợp từ sổ theo dõi. Đọc lại trước khi rà soát.',
  'khong-doi': 'Số liệu không thay đổi; bản hiện có vẫn đúng.',
  'da-ra-soat': 'Đã xác nhận rà soát. Có thể phát hành.',
  'da-phat-hanh': 'Đã phát hành. Lãnh đạo nhận thư điện tử kèm đường dẫn.',
  'da-them': 'Đã thêm nội dung và tổng hợp lại; cần rà soát lại.',
};

const isSection = (text: string): text is StatementSection => Object.hasOwn(SECTION_WORDS, text);

export function summaryRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  app.use('/tong-hop', need('summary.view'));
  app.use('/tong-hop/*', need('summary.view'));

  app.get('/tong-hop', async (c) => {
    const viewer = staffOf(c);
    const statuses = await summaryStatus(db, staffScope(c, deps));
    const mayCompile = allows(viewer, 'summary.edit');
    return page(
      c,
      <SummaryListPage
        {...{ viewer, statuses, mayCompile }}
        csrf={c.get('csrf')}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
    );
  });

  app.post('/tong-hop', need('summary.edit'), async (c) => {
    const form = c.get('form');
    const planId = form.text('planId');
    const halfYear = form.text('halfYear');
    if (!isId(planId) || !/^\d{4}-H[12]$/.test(halfYear)) return c.notFound();
    const done = await compileSummary(db, staffScope(c, deps), { planId, halfYear });
    if (!done.ok) return c.notFound();
    return c.redirect(`/tong-hop/${done.summaryId}?tb=${done.changed ? 'da-tong-hop' : 'khong-doi'}`, 303);
  });

  const onSummary =
    (handler: (c: Ctx, view: SummaryView) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const summaryId = c.req.param('id') ?? '';
      const { organizationId } = staffOf(c);
      const view = isId(summaryId) ? await summaryView(db, { organizationId, summaryId }) : null;
      return view ? handler(c, view) : c.notFound();
    };

  const show = (
    c: Ctx,
    view: SummaryView,
    state: { problems?: FormProblem[]; typed?: Record<string, string> } = {},
  ) => {
    const viewer = staffOf(c);
    const may = {
      edit: allows(viewer, 'summary.edit'),
      review: allows(viewer, 'summary.review'),
      issue: allows(viewer, 'summary.issue'),
    };
    return page(
      c,
      <SummaryPage
        {...{ viewer, view, may }}
        csrf={c.get('csrf')}
        problems={state.problems ?? []}
        typed={state.typed}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.problems ? 422 : 200,
    );
  };
  app.get('/tong-hop/:id', onSummary(show));

  type Done =
    | { ok: true; summaryId: string }
    | { ok: false; error: ServiceError; problems?: { message: string }[] };
  const change = async (c: Ctx, view: SummaryView, action: string, notice: string, result: Promise<Done>) => {
    const done = await result;
    if (!done.ok) {
      const form = c.get('form');
      const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
      const more = (done.problems ?? []).map(({ message }) => ({ field: null, message }));
      return show(c, view, { problems: [problemOf(done.error), ...more], typed: { ...typed, action } });
    }
    await tell(c, deps, staffOf(c).organizationId);
    return c.redirect(`/tong-hop/${done.summaryId}?tb=${notice}`, 303);
  };

  app.post(
    '/tong-hop/:id/lam-lai',
    need('summary.edit'),
    onSummary((c, view) => {
      const { planId, halfYear } = view;
      return change(
        c,
        view,
        'lam-lai',
        'da-tong-hop',
        compileSummary(db, staffScope(c, deps), { planId, halfYear }),
      );
    }),
  );

  app.post(
    '/tong-hop/:id/noi-dung',
    need('summary.edit'),
    onSummary((c, view) => {
      const form = c.get('form');
      const section = form.text('section');
      const text = form.text('text');
      const reference = form.text('reference');
      const problems: FormProblem[] = [];
      if (text === '') problems.push({ field: 'text', message: 'Chưa nhập nội dung.' });
      if (reference === '')
        problems.push({
          field: 'reference',
          message: 'Chưa nêu nguồn. Câu không có nguồn thì báo cáo không phát hành được.',
        });
      if (problems.length > 0 || !isSection(section)) {
        return show(c, view, { problems, typed: { section, text, reference, action: 'noi-dung' } });
      }
      const added: OfficeStatement = { section, text, sources: [{ kind: 'document', reference }] };
      const statements = [...view.office, added];
      return change(
        c,
        view,
        'noi-dung',
        'da-them',
        setOfficeStatements(db, staffScope(c, deps), { summaryId: view.id, statements }),
      );
    }),
  );

  app.post(
    '/tong-hop/:id/ra-soat',
    need('summary.review'),
    onSummary((c, view) => {
      const note = c.get('form').text('note');
      return change(
        c,
        view,
        'ra-soat',
        'da-ra-soat',
        reviewSummary(db, staffScope(c, deps), { summaryId: view.id, ...(note ? { note } : {}) }),
      );
    }),
  );

  app.post(
    '/tong-hop/:id/phat-hanh',
    need('summary.issue'),
    onSummary((c, view) => {
      const form = c.get('form');
      const number = form.text('number');
      const date = form.text('date');
      if (number !== '' && !/^\d{1,6}$/.test(number)) {
        const problem = { field: 'number', message: 'Số văn bản chỉ gồm chữ số, ví dụ 218.' };
        return show(c, view, { problems: [problem], typed: { number, date } });
      }
      return change(
        c,
        view,
        'phat-hanh',
        'da-phat-hanh',
        issueSummary(db, staffScope(c, deps), {
          summaryId: view.id,
          number: number === '' ? null : Number(number),
          ...(date ? { date } : {}),
        }),
      );
    }),
  );

  app.get(
    '/tong-hop/:id/van-ban',
    onSummary((c, view) => {
      if (!view.document) return c.notFound();
      const back = { href: `/tong-hop/${view.id}`, label: 'Tổng hợp' };
      return page(
        c,
        <DocumentPage
          viewer={staffOf(c)}
          csrf={c.get('csrf')}
          active="/tong-hop"
          back={back}
          title={view.document.title}
          model={view.document.model}
          sourceHref={sourceKeyHref(officeHref(view))}
        />,
      );
    }),
  );

  const download = (kind: 'docxFileId' | 'pdfFileId') =>
    onSummary(async (c, view) => {
      if (!view.document) return c.notFound();
      const { organizationId } = staffOf(c);
      const stored = await db.storedFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId, id: view.document[kind] } },
      });
      return file(c, stored, { inline: kind === 'pdfFileId' });
    });
  app.get('/tong-hop/:id/van-ban.docx', download('docxFileId'));
  app.get('/tong-hop/:id/van-ban.pdf', download('pdfFileId'));
  return app;
}
