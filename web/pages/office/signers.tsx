/** "Ai ký công văn và báo cáo?": the title and name that drafts carry; numbers, signatures and seals stay people's. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { SignerRole } from '../../../documents';
import {
  isSignerRole,
  type OrganizationSettings,
  SIGNER_SYSTEMS,
  settingsOf,
} from '../../../services/settings';
import { saveSettings } from '../../../services/settings-changes';
import { staffOf } from '../../auth/session';
import type { Ctx, Viewer, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, staffScope } from '../../http/respond';
import { Button, ErrorSummary, Form, type FormProblem, Select, TextField } from '../../ui/form';
import { StaffPage } from '../../ui/layout';

const ROLE_WORDS: Record<SignerRole, string> = {
  chu_tich: 'Chủ tịch (TM. Ủy ban nhân dân)',
  pho_chu_tich: 'Phó Chủ tịch (KT. Chủ tịch)',
  chanh_van_phong: 'Chánh Văn phòng (TL. Chủ tịch)',
  bi_thu: 'Bí thư (T/M Ban Thường vụ)',
  pho_bi_thu: 'Phó Bí thư (T/M Ban Thường vụ)',
  chanh_van_phong_dang_uy: 'Chánh Văn phòng (T/L Ban Thường vụ)',
};

const DOCUMENTS = {
  letter: {
    title: 'Công văn đôn đốc',
    usual: { chinh_quyen: 'chanh_van_phong', dang: 'chanh_van_phong_dang_uy' },
  },
  summary: { title: 'Báo cáo tổng hợp', usual: { chinh_quyen: 'chu_tich', dang: 'bi_thu' } },
} as const;
const KINDS = ['letter', 'summary'] as const;

interface Props {
  viewer: Viewer;
  csrf: string;
  system: 'chinh_quyen' | 'dang';
  signers: OrganizationSettings['signers'];
  draftingUnit: string;
  problems?: readonly FormProblem[];
  typed: Readonly<Record<string, string>>;
}

const SignersPage: FC<Props> = ({ viewer, csrf, system, signers, draftingUnit, problems = [], typed }) => {
  const options = Object.entries(SIGNER_SYSTEMS)
    .filter(([, own]) => own === system)
    .map(([value]) => ({ value, label: ROLE_WORDS[value as SignerRole] }));
  return (
    <StaffPage
      title={`${problems.length > 0 ? 'Lỗi: ' : ''}Người ký`}
      viewer={viewer}
      csrf={csrf}
      active="/thiet-lap"
      back={{ href: '/thiet-lap', label: 'Thiết lập' }}
    >
      <ErrorSummary problems={problems} />
      <h1>Ai ký công văn và báo cáo?</h1>
      <p>
        Áp dụng cho dự thảo lập từ nay. Số, ngày, chữ ký và dấu do người có thẩm quyền thực hiện trên hệ thống
        quản lý văn bản.
      </p>
      <Form action="/thiet-lap/nguoi-ky" csrf={csrf}>
        {KINDS.map((kind) => (
          <fieldset class="field">
            <legend>{DOCUMENTS[kind].title}</legend>
            <Select
              name={`${kind}.role`}
              label="Thể thức ký"
              options={options}
              value={typed[`${kind}.role`] ?? signers[kind]?.role ?? DOCUMENTS[kind].usual[system]}
              problems={problems}
            />
            <TextField
              name={`${kind}.name`}
              label="Họ và tên người ký"
              hint="Để trống: chừa chỗ ghi tên."
              value={typed[`${kind}.name`] ?? signers[kind]?.name}
              required={false}
              autocomplete="off"
            />
          </fieldset>
        ))}
        {system === 'chinh_quyen' ? (
          <TextField
            name="draftingUnit"
            label="Chữ viết tắt đơn vị soạn thảo"
            hint="Đứng cuối số, ký hiệu công văn: …/UBND-VP."
            value={typed.draftingUnit ?? draftingUnit}
            problems={problems}
          />
        ) : null}
        <Button>Lưu người ký</Button>
      </Form>
    </StaffPage>
  );
};

/** 'VP', 'KT', 'VHXH': capitals and digits, as a symbol is written. */
const DRAFTING_UNIT = /^[\p{Lu}\d]{1,12}$/u;

export function signerRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (c: Ctx, problems: FormProblem[] = []) => {
    const viewer = staffOf(c);
    const form = c.get('form');
    const [{ signers, draftingUnit }, { system }] = await Promise.all([
      settingsOf(db, viewer.organizationId),
      db.organization.findUniqueOrThrow({
        where: { id: viewer.organizationId },
        select: { system: true },
      }),
    ]);
    return page(
      c,
      <SignersPage
        {...{ viewer, system, signers, draftingUnit, problems }}
        csrf={c.get('csrf')}
        typed={Object.fromEntries(form.names().map((name) => [name, form.text(name)]))}
      />,
      problems.length > 0 ? 422 : 200,
    );
  };

  app.get('/thiet-lap/nguoi-ky', (c) => show(c));
  app.post('/thiet-lap/nguoi-ky', async (c) => {
    const form = c.get('form');
    const signerFrom = (kind: (typeof KINDS)[number]) => {
      const role = form.text(`${kind}.role`);
      return isSignerRole(role) ? { role, name: form.text(`${kind}.name`) || null } : null;
    };
    const draftingUnit = form.text('draftingUnit');
    if (draftingUnit !== '' && !DRAFTING_UNIT.test(draftingUnit)) {
      const message = 'Chữ viết tắt chỉ gồm chữ in hoa và số, ví dụ VP, KT, VHXH.';
      return show(c, [{ field: 'draftingUnit', message }]);
    }
    const saved = await saveSettings(db, staffScope(c, deps), {
      signers: { letter: signerFrom('letter'), summary: signerFrom('summary') },
      ...(draftingUnit ? { draftingUnit } : {}),
    });
    if (!saved.ok)
      return show(
        c,
        saved.errors.map((error) => problemOf(error)),
      );
    return c.redirect('/thiet-lap?tb=da-luu', 303);
  });
  return app;
}
