/** Plans: list, upload, the document beside its reading, confirmation part by part, check and activation. */
import { fileTypeFromBuffer } from 'file-type';
import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { isId } from '../../../services/obligations';
import {
  activatePlan,
  answerQuestion,
  assignTargets,
  confirmUnits,
  importPlan,
  previewActivation,
  setPlanFacts,
} from '../../../services/plans';
import { type PlanView, planList, planView } from '../../../services/queries/plans';
import { unitViews } from '../../../services/queries/units';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { MAX_FILE_MB } from '../../http/guard';
import { DEFAULT_RATE_LIMITS, RateLimiter } from '../../http/rate-limit';
import { file, page, problemOf, staffScope, tell } from '../../http/respond';
import { litLines } from '../../ui/evidence';
import type { FormProblem } from '../../ui/form';
import { CheckPlanPage } from './check';
import { Targets, Tasks, targetsFromForm } from './content';
import { isPart, type PartKey, PlanFrame, partHref } from './frame';
import { Identity } from './identity';
import { planLifeRoutes } from './life-routes';
import { PlanListPage } from './list';
import { OTHER, Questions } from './questions';
import { type PartState, ruleRoutes } from './rule-routes';
import { Rules } from './rules';
import { targetRoutes } from './target-routes';
import { Units, unitChoicesFromForm } from './units';

const NOTICES: Record<string, string> = {
  'da-nap': 'Đã đọc văn bản. Chưa có gì được gửi đi: trả lời câu hỏi, xác nhận từng phần rồi kích hoạt.',
  'da-co': 'Văn bản này đã được nạp trước đó; đây là kế hoạch đã có. Không tạo bản thứ hai.',
  'da-tra-loi': 'Đã lưu câu trả lời.',
  'da-luu': 'Đã lưu.',
  'da-xac-nhan': 'Đã xác nhận.',
  'da-bo': 'Đã bỏ chế độ báo cáo.',
  'da-kich-hoat':
    'Đã kích hoạt. Các kỳ báo cáo được mở theo lịch; thông báo đầu tiên gửi vào ngày ghi ở bảng.',
};

export function planRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  const uploads = new RateLimiter(deps.rateLimits?.uploads ?? DEFAULT_RATE_LIMITS.uploads);
  const orgOf = (c: Ctx) => ({ organizationId: staffOf(c).organizationId, asOf: deps.clock.now() });
  const notice = (c: Ctx) => NOTICES[c.req.query('tb') ?? ''];

  app.use('/ke-hoach', need('plan.view'));
  app.use('/ke-hoach/*', need('plan.view'));

  const showList = async (
    c: Ctx,
    problems: FormProblem[] = [],
    status: 200 | 409 | 413 | 422 | 429 = 200,
  ) => {
    const viewer = staffOf(c);
    const plans = await planList(db, orgOf(c));
    const mayEdit = allows(viewer, 'plan.edit');
    return page(
      c,
      <PlanListPage {...{ viewer, plans, mayEdit, problems }} csrf={c.get('csrf')} notice={notice(c)} />,
      status,
    );
  };
  app.get('/ke-hoach', (c) => showList(c));

  app.post('/ke-hoach', need('plan.edit'), async (c) => {
    const form = c.get('form');
    const refuse = (message: string, status: 413 | 422 | 429 = 422) =>
      showList(c, [{ field: 'file', message }], status);
    if (!uploads.take(staffOf(c).id))
      return refuse('Nạp quá nhiều tệp trong một phút. Chờ ít phút rồi nạp tiếp.', 429);
    const tooLarge = `Tệp lớn hơn ${MAX_FILE_MB} MB nên không được nhận. Giảm cỡ ảnh trong tệp, xuất lại PDF, hoặc tách phụ lục rồi nạp lại.`;
    if (form.tooLarge) return refuse(tooLarge, 413);
    const [upload] = form.files('file');
    if (!upload) return refuse('Chưa chọn tệp. Chọn tệp văn bản kế hoạch rồi bấm nạp.');
    if (upload.bytes.byteLength === 0)
      return refuse(`Tệp “${upload.name}” rỗng (0 byte). Kiểm tra lại tệp gốc rồi nạp lần nữa.`);
    if (upload.bytes.byteLength > MAX_FILE_MB * 1024 * 1024) return refuse(tooLarge, 413);
    const read = await readPlan(deps, upload);
    if (!read.ok) return refuse(read.message);
    const type = await fileTypeFromBuffer(upload.bytes).catch(() => undefined);
    const scope = staffScope(c, deps);
    const imported = await importPlan(db, scope, {
      name: upload.name || 'van-ban',
      contentType: type?.mime ?? 'text/plain; charset=utf-8',
      bytes: upload.bytes,
      reading: read.reading,
      text: read.text,
    });
    if (imported.ok) return c.redirect(`/ke-hoach/${imported.planId}?tb=da-nap`, 303);
    if (imported.planId) return c.redirect(`/ke-hoach/${imported.planId}?tb=da-co`, 303);
    return showList(c, [problemOf(imported.error)], 422);
  });

  /** Runs a handler on the plan of the address, or answers that there is none. */
  const onPlan =
    (handler: (c: Ctx, plan: PlanView) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const planId = c.req.param('id') ?? '';
      const plan = isId(planId) ? await planView(db, { ...orgOf(c), planId }) : null;
      return plan ? handler(c, plan) : c.notFound();
    };

  const showPart = async (c: Ctx, plan: PlanView, part: PartKey, state: PartState = {}) => {
    const units = await unitViews(db, orgOf(c));
    const shared = { plan, csrf: c.get('csrf'), problems: state.problems ?? [] };
    const parts: Record<PartKey, () => Child> = {
      'cau-hoi': () => <Questions {...shared} typed={state.typedAnswer} />,
      'thong-tin': () => <Identity {...shared} units={units} typed={state.typedFacts} />,
      'don-vi': () => <Units {...shared} units={units} />,
      'che-do': () => <Rules {...shared} units={units} typed={state.typedRule} />,
      'chi-tieu': () => <Targets {...shared} units={units} />,
      'nhiem-vu': () => <Tasks plan={plan} />,
    };
    return page(
      c,
      <PlanFrame
        {...shared}
        viewer={staffOf(c)}
        part={part}
        lit={litLines(c.req.query('sang'))}
        notice={notice(c)}
      >
        {parts[part]()}
      </PlanFrame>,
      state.problems ? 422 : 200,
    );
  };

  app.get(
    '/ke-hoach/:id',
    onPlan((c, plan) => {
      const asked = c.req.query('phan');
      return showPart(c, plan, isPart(asked) ? asked : plan.state === 'draft' ? 'cau-hoi' : 'che-do');
    }),
  );

  app.route('/', planLifeRoutes(deps, onPlan));
  app.route('/', targetRoutes(deps, onPlan));

  app.get(
    '/ke-hoach/:id/tep',
    onPlan(async (c, plan) => {
      const stored = await db.storedFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId: staffOf(c).organizationId, id: plan.sourceFile.id } },
      });
      return file(c, stored, { inline: true });
    }),
  );

  app.post(
    '/ke-hoach/:id/cau-hoi/:questionId',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const questionId = c.req.param('questionId') ?? '';
      const form = c.get('form');
      const other = form.text('answerOther');
      const chosen = form.text('answer');
      const answer = chosen === OTHER || chosen === '' ? other : chosen;
      const done = isId(questionId)
        ? await answerQuestion(db, staffScope(c, deps), { questionId, answer })
        : null;
      if (!done) return c.notFound();
      if (!done.ok) {
        const problem = problemOf(done.error, { answer: `cau-${questionId}-answer` });
        return showPart(c, plan, 'cau-hoi', { problems: [problem], typedAnswer: { questionId, answer } });
      }
      return c.redirect(`${partHref(plan.id, 'cau-hoi')}&tb=da-tra-loi`, 303);
    }),
  );

  app.post(
    '/ke-hoach/:id/thong-tin',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
      const orNull = (name: string) => (form.names().includes(name) ? form.text(name) || null : undefined);
      const known = <T,>(name: string, value: T | undefined) =>
        value === undefined ? {} : { [name]: value };
      const done = await setPlanFacts(db, staffScope(c, deps), {
        planId: plan.id,
        facts: {
          ...known('title', form.text('title').replace(/\s+/g, ' ') || undefined),
          ...known('number', orNull('number')),
          ...known('symbol', orNull('symbol')),
          ...known('issuedOn', orNull('issuedOn')),
          ...known('identityWaiver', orNull('identityWaiver')),
          ...known('termFrom', form.text('termFrom') || undefined),
          ...known('termTo', form.text('termTo') || undefined),
          ...known(
            'system',
            form.text('system') === 'dang' ? 'dang' : form.text('system') ? 'chinh_quyen' : undefined,
          ),
          ...known('compilerUnitId', orNull('compilerUnitId')),
        },
      });
      if (!done.ok)
        return showPart(c, plan, 'thong-tin', { problems: [problemOf(done.error)], typedFacts: typed });
      return c.redirect(`${partHref(plan.id, 'thong-tin')}&tb=da-luu`, 303);
    }),
  );

  app.post(
    '/ke-hoach/:id/don-vi',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const choices = unitChoicesFromForm(c.get('form'), plan);
      const done = await confirmUnits(db, staffScope(c, deps), { planId: plan.id, choices });
      if (!done.ok) return showPart(c, plan, 'don-vi', { problems: [problemOf(done.error)] });
      return c.redirect(`${partHref(plan.id, 'don-vi')}&tb=da-xac-nhan`, 303);
    }),
  );

  app.post(
    '/ke-hoach/:id/chi-tieu',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const targets = targetsFromForm(c.get('form'), plan);
      const done = await assignTargets(db, staffScope(c, deps), { planId: plan.id, targets });
      if (!done.ok) return showPart(c, plan, 'chi-tieu', { problems: [problemOf(done.error)] });
      return c.redirect(`${partHref(plan.id, 'chi-tieu')}&tb=da-luu`, 303);
    }),
  );

  app.route('/', ruleRoutes(deps, { onPlan, showPart }));

  const showCheck = async (c: Ctx, plan: PlanView, problems: FormProblem[] = []) => {
    const viewer = staffOf(c);
    const [preview, units] = await Promise.all([
      previewActivation(db, staffScope(c, deps), plan.id),
      unitViews(db, orgOf(c)),
    ]);
    return page(
      c,
      <CheckPlanPage
        {...{ viewer, plan, preview, units, problems }}
        csrf={c.get('csrf')}
        mayActivate={allows(viewer, 'plan.activate')}
        asOf={deps.clock.now()}
      />,
      problems.length > 0 ? 422 : 200,
    );
  };
  app.get(
    '/ke-hoach/:id/kiem-tra',
    onPlan((c, plan) => showCheck(c, plan)),
  );

  app.post(
    '/ke-hoach/:id/kich-hoat',
    need('plan.activate'),
    onPlan(async (c, plan) => {
      const scope = staffScope(c, deps);
      const done = await activatePlan(db, scope, { planId: plan.id });
      if (!done.ok)
        return showCheck(
          c,
          plan,
          done.problems.map(({ message }) => ({ field: null, message })),
        );
      await tell(c, deps, scope.organizationId);
      return c.redirect(`/ke-hoach/${plan.id}?tb=da-kich-hoat`, 303);
    }),
  );
  return app;
}

/** The reading, or the reason in Vietnamese why there is none. What the intake did not foresee is an error of ours. */
async function readPlan({ intake }: WebDeps, upload: { name: string; bytes: Uint8Array }) {
  try {
    return { ok: true as const, ...(await intake(upload.bytes, { name: upload.name })) };
  } catch (error) {
    if (error instanceof Error && error.name === 'DocumentError')
      return { ok: false as const, message: error.message };
    throw error;
  }
}
