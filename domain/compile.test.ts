import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compileSummary, diffSummaries } from './compile';
import { baseInput, SUBMISSIONS, submission, target, UNITS } from './compile.fixture';
import { canonicalJson, sha256Hex } from './compile-digest';
import { currentVersion, rate } from './compile-reporting';
import type { CompileInput, CompileSubmission, PreviousPeriod } from './compile-types';

const figureOf = (input: CompileInput, id: string) => {
  const found = compileSummary(input).figures.find((figure) => figure.targetId === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};

const previous = (over: Partial<PreviousPeriod> & Pick<PreviousPeriod, 'figures'>): PreviousPeriod => ({
  code: '2025-H1',
  year: 2025,
  half: 1,
  label: '6 tháng đầu năm 2025',
  ...over,
});

const oldFigure = (targetId: string, unitId: string, value: number) => ({
  targetId,
  unitId,
  value,
  submissionId: `old-${unitId}`,
  version: 1,
});

const secondHalf = (over: Partial<CompileInput>): CompileInput => {
  const base = baseInput(over);
  return {
    ...base,
    period: { ...base.period, code: '2026-H2', label: '6 tháng cuối năm 2026', nextLabel: null, half: 2 },
    obligations: base.obligations.map((obligation) => ({ ...obligation, periodCode: '2026-H2' })),
  };
};

describe('who reported', () => {
  it('B87 two of seven missing: a draft that names the two, and figures that exclude them and say so', () => {
    const summary = compileSummary(baseInput());
    expect(summary.counts).toMatchObject({
      required: 7,
      received: 5,
      onTime: 4,
      late: 1,
      missing: 2,
      nil: 1,
    });
    expect(summary.counts.receivedRate).toEqual({ numerator: 5, denominator: 7, percent: 71.43 });
    expect(summary.missingUnits.map((unit) => unit.unitName)).toEqual([
      'Hội Liên hiệp Phụ nữ',
      'Ủy ban Mặt trận Tổ quốc Việt Nam xã',
    ]);
    const area = summary.figures.find((figure) => figure.targetId === 't-area');
    expect(area).toMatchObject({ actual: 120.5, missingUnitIds: ['u-pn'] });
    expect(area?.remarks.join()).toContain(
      'chưa có số liệu của 01/03 đơn vị, không tính vào kết quả: Hội Liên hiệp Phụ nữ',
    );
    expect(summary.problems).toEqual([]);
  });

  it('B46 counts late days by local dates', () => {
    const row = compileSummary(baseInput()).reporting.find((r) => r.unitId === 'u-nd');
    expect(row).toMatchObject({ status: 'late', lateDays: 2 });
  });

  it('B57 an exempt unit leaves the denominator; with all exempt the rate is not applicable', () => {
    const base = baseInput();
    const exempt = (ids: string[]) =>
      base.obligations.map((o) => (ids.includes(o.unitId) ? { ...o, state: 'exempt' as const } : o));
    const one = compileSummary({ ...base, obligations: exempt(['u-pn']) });
    expect(one.counts).toMatchObject({ required: 6, exempt: 1 });
    expect(one.missingUnits.map((unit) => unit.unitId)).toEqual(['u-mttq']);
    expect(one.figures.find((figure) => figure.targetId === 't-area')?.missingUnitIds).toEqual([]);
    const all = compileSummary({ ...base, obligations: exempt(UNITS.map((unit) => unit.id)) });
    expect(all.counts.receivedRate).toEqual({ numerator: 0, denominator: 0, percent: null });
    expect(rate(0, 3).percent).toBe(0);
  });

  it('B58 a draft is never counted, B49 an accepted version stays current until the next is accepted', () => {
    const v = (version: number, state: NonNullable<CompileSubmission['state']>) =>
      submission('kt', { id: `s${version}`, version, state });
    expect(currentVersion([v(1, 'draft')])).toBeNull();
    expect(currentVersion([v(1, 'accepted'), v(2, 'submitted')])?.version).toBe(1);
    expect(currentVersion([v(1, 'accepted'), v(2, 'accepted')])?.version).toBe(2);
    expect(currentVersion([v(1, 'accepted'), v(2, 'withdrawn')])?.version).toBe(1);
    expect(currentVersion([v(1, 'returned'), v(2, 'submitted')])?.version).toBe(2);
  });

  it('B47 a returned report stays on time, its content waits for the correction', () => {
    const base = baseInput();
    const obligations = base.obligations.map((o) =>
      o.unitId === 'u-kt' ? { ...o, state: 'returned' as const } : o,
    );
    const summary = compileSummary({ ...base, obligations });
    expect(summary.counts).toMatchObject({ received: 5, onTime: 4, returned: 1 });
    expect(summary.figures.find((figure) => figure.targetId === 't-area')).toMatchObject({
      actual: 40,
      missingUnitIds: ['u-kt', 'u-pn'],
    });
  });

  it('B56 a nil report counts as received, and not as zeros', () => {
    const nil = submission('kt', { nil: true, figures: [{ targetId: 't-coop', value: 0 }] });
    const input = baseInput({ submissions: SUBMISSIONS.map((s) => (s.unitId === 'u-kt' ? nil : s)) });
    const coop = figureOf(input, 't-coop');
    expect(coop).toMatchObject({ actual: null, verdict: 'chua_co_so_lieu', missingUnitIds: [] });
    expect(coop.remarks).toContain('không phát sinh: Phòng Kinh tế');
  });
});

describe('figures', () => {
  it('B89 every figure keeps the report and version of each of its parts, and they add up', () => {
    const area = figureOf(baseInput(), 't-area');
    expect(area.parts.map((part) => [part.unitId, part.value, part.source])).toEqual([
      ['u-kt', 80.5, { submissionId: 's-kt-1', version: 1 }],
      ['u-nd', 40, { submissionId: 's-nd-1', version: 1 }],
    ]);
    expect(area.parts.reduce((sum, part) => sum + (part.value ?? 0), 0)).toBe(area.actual);
  });

  it('B78 the ratio of two units is Σ/Σ', () => {
    expect(figureOf(baseInput(), 't-trained')).toMatchObject({
      actual: 62.5,
      numerator: 1000,
      denominator: 1600,
    });
  });

  it('B79 a cumulative figure not reported is carried, marked with its period and its old report', () => {
    const submissions = SUBMISSIONS.map((s) => (s.unitId === 'u-kt' ? { ...s, figures: [] } : s));
    const past = previous({
      code: '2025-H2',
      half: 2,
      label: '6 tháng cuối năm 2025',
      figures: [oldFigure('t-coop', 'u-kt', 3)],
    });
    const coop = figureOf(baseInput({ submissions, previousPeriods: [past] }), 't-coop');
    expect(coop).toMatchObject({ actual: 3, missingUnitIds: [] });
    expect(coop.parts[0]).toMatchObject({
      carriedFrom: '6 tháng cuối năm 2025',
      source: { submissionId: 'old-u-kt', version: 1 },
    });
    expect(figureOf(baseInput({ submissions, previousPeriods: [past] }), 't-area').actual).toBe(40);
  });

  it('B79 counted from the start of the year nothing is carried over New Year', () => {
    const base = baseInput();
    const input = {
      ...base,
      period: { ...base.period, accumulation: 'LUY_KE' as const },
      submissions: SUBMISSIONS.map((s) => (s.unitId === 'u-kt' ? { ...s, figures: [] } : s)),
      previousPeriods: [previous({ code: '2025-H2', half: 2, figures: [oldFigure('t-coop', 'u-kt', 3)] })],
    };
    expect(figureOf(input, 't-coop').actual).toBeNull();
  });

  it('B79 a late value for the first half makes the summary of the second stale', () => {
    const before = compileSummary(secondHalf({ previousPeriods: [] }));
    const h1 = previous({ code: '2026-H1', year: 2026, figures: [oldFigure('t-area', 'u-pn', 7)] });
    const after = compileSummary(secondHalf({ previousPeriods: [h1] }));
    expect(diffSummaries(before, after).stale).toBe(true);
    expect(after.figures.find((figure) => figure.targetId === 't-area')).toMatchObject({ previousHalf: 7 });
  });

  it('B80 B93 the second half shows the first half, the same half last year and the year', () => {
    const input = secondHalf({
      previousPeriods: [
        previous({ code: '2025-H2', half: 2, figures: [oldFigure('t-area', 'u-kt', 100)] }),
        previous({ code: '2026-H1', year: 2026, figures: [oldFigure('t-area', 'u-kt', 60)] }),
      ],
    });
    const area = figureOf(input, 't-area');
    expect(area).toMatchObject({
      actual: 120.5,
      previousHalf: 60,
      samePeriodLastYear: 100,
      yearTotal: 180.5,
    });
    expect(area.percentOfSamePeriod).toBe(120.5);
    expect(area.percentOfPlan).toBeCloseTo((180.5 / 150) * 100, 6);
    expect(area.verdict).toBe('vuot');
  });

  it('B81 a year between milestones is measured against the last one reached, labelled so', () => {
    const targets = [
      target('m26', { indicatorId: 'm', value: 30, milestoneYear: 2026, responsibleUnitIds: ['u-kt'] }),
      target('m28', { indicatorId: 'm', value: 60, milestoneYear: 2028, responsibleUnitIds: ['u-kt'] }),
    ];
    const base = baseInput();
    const figures = [{ targetId: 'm28', value: 40 }];
    const summary = compileSummary({
      ...base,
      targets,
      period: { ...base.period, year: 2027, label: '6 tháng đầu năm 2027' },
      submissions: [submission('kt', { figures })],
    });
    expect(summary.figures).toHaveLength(1);
    expect(summary.figures[0]).toMatchObject({
      targetId: 'm26',
      actual: 40,
      verdict: 'vuot',
      milestoneNote: 'mốc năm 2026 (mốc gần nhất đã đến)',
    });
  });

  it('B83 a figure in another unit is converted and says so, or left out and named', () => {
    const withUnit = (unit: string) =>
      baseInput({
        submissions: SUBMISSIONS.map((s) =>
          s.unitId === 'u-nd' ? { ...s, figures: [{ targetId: 't-area', value: 400000, unit }] } : s,
        ),
      });
    expect(figureOf(withUnit('m2'), 't-area')).toMatchObject({ actual: 120.5 });
    expect(figureOf(withUnit('m2'), 't-area').remarks.join()).toContain('quy đổi 400.000 m2 = 40 ha');
    const refused = compileSummary(withUnit('tấn'));
    expect(refused.figures.find((figure) => figure.targetId === 't-area')?.actual).toBe(80.5);
    expect(refused.problems.map((problem) => problem.code)).toContain('UNIT_MISMATCH');
  });

  it('B85 a target in words shows assessments and no percentage', () => {
    const words = figureOf(baseInput(), 't-words');
    expect(words).toMatchObject({ actual: null, percentOfPlan: null, verdict: 'khong_danh_gia_so' });
    expect(words.parts.map((part) => part.assessment)).toEqual(['Duy trì 12/12 tổ, hoạt động nền nếp']);
  });

  it('B86 a part greater than its total is a problem of the summary too', () => {
    const submissions = SUBMISSIONS.map((s) =>
      s.unitId === 'u-kt' ? { ...s, figures: [{ targetId: 't-area-organic', value: 50 }] } : s,
    );
    const codes = compileSummary(baseInput({ submissions })).problems.map((problem) => problem.code);
    expect(codes).toEqual(['PART_OVER_TOTAL']);
  });

  it('thresholds and restated targets are not reported on', () => {
    const targets = [target('a', { kind: 'threshold' }), target('b', { kind: 'restated' }), target('c')];
    expect(compileSummary(baseInput({ targets })).figures.map((figure) => figure.targetId)).toEqual(['c']);
  });
});

describe('sameness and difference', () => {
  it('B90 the same input gives the same bytes, in whatever order the lists come', () => {
    const base = baseInput();
    const once = canonicalJson(compileSummary(base));
    expect(canonicalJson(compileSummary(structuredClone(base)))).toBe(once);
    const turned = {
      ...base,
      units: [...base.units].reverse(),
      obligations: [...base.obligations].reverse(),
      submissions: [...base.submissions].reverse(),
    };
    expect(canonicalJson(compileSummary(turned))).toBe(once);
  });

  it('B88 compiling later without news is not stale; a report that arrives is, and the difference says what', () => {
    const base = baseInput();
    const before = compileSummary(base);
    const later = compileSummary({ ...base, asOf: '2026-06-20T08:00:00.000+07:00' });
    expect(diffSummaries(before, later)).toEqual({ stale: false, changes: [] });

    const arrived = submission('pn', {
      sections: {
        results: '',
        difficulties: 'Kinh phí tập huấn được cấp chậm',
        proposals: '',
        nextPeriod: '',
      },
      figures: [{ targetId: 't-area', value: 10 }],
    });
    const after = compileSummary({
      ...base,
      obligations: base.obligations.map((o) =>
        o.unitId === 'u-pn'
          ? { ...o, state: 'accepted', timeliness: 'late', receivedAt: '2026-06-19T10:00:00.000+07:00' }
          : o,
      ),
      submissions: [...base.submissions, arrived],
    });
    const diff = diffSummaries(before, after);
    expect(diff.stale).toBe(true);
    expect(diff.changes.map((change) => change.message)).toEqual([
      'Hội Liên hiệp Phụ nữ: trước “Chưa gửi”, nay “Chậm 2 ngày, bản 1”.',
      'Chỉ tiêu “Diện tích sản xuất hàng hóa tập trung”: trước 120,5 ha, nay 130,5 ha.',
      'Nội dung “Kinh phí tập huấn được cấp chậm”: nguồn thay đổi từ 4 thành 5 báo cáo.',
    ]);
  });

  it('B88 an exemption or a deadline that passed is news, one more reminder is not', () => {
    const base = baseInput();
    const before = compileSummary(base);
    const change = (over: Partial<CompileInput['obligations'][number]>) =>
      compileSummary({
        ...base,
        obligations: base.obligations.map((o) => (o.unitId === 'u-pn' ? { ...o, ...over } : o)),
      });
    expect(diffSummaries(before, change({ reminders: 9 }))).toEqual({ stale: false, changes: [] });
    const exempt = diffSummaries(before, change({ state: 'exempt' }));
    expect(exempt.stale).toBe(true);
    expect(exempt.changes.map((c) => c.message)).toEqual([
      'Hội Liên hiệp Phụ nữ: trước “Chưa gửi”, nay “Được miễn”.',
    ]);
    const early = compileSummary({ ...base, asOf: '2026-06-17T12:00:00.000+07:00' });
    expect(early.counts).toMatchObject({ missing: 2, notDue: 2 });
    expect(diffSummaries(early, before).stale).toBe(true);
  });

  it('the digest is SHA-256', () => {
    for (const text of [
      '',
      'abc',
      'Ủy ban nhân dân '.repeat(50),
      'x'.repeat(55),
      'x'.repeat(56),
      'x'.repeat(64),
    ]) {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});
