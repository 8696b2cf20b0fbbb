import { describe, expect, it } from 'vitest';
import { compileSummary, contentProblems } from './compile';
import { baseInput, SUBMISSIONS, submission } from './compile.fixture';
import { saysNothing, splitStatements } from './compile-statements';

describe('statements', () => {
  it('B91 the same difficulty of four units appears once with four sources and its other wordings', () => {
    const { statements } = compileSummary(baseInput());
    const [shared] = statements.filter((s) => s.section === 'difficulties');
    expect(shared?.text).toBe('Kinh phí tập huấn được cấp chậm.');
    expect(shared?.sources.map((source) => source.kind === 'submission' && source.unitId)).toEqual([
      'u-kt',
      'u-vhxh',
      'u-ttdv',
      'u-nd',
    ]);
    expect(shared?.variants).toEqual(['Kinh phí tập huấn được cấp chậm', 'kinh phí tập huấn được cấp chậm']);
  });

  it('B91 contradictory statements are both kept and point to each other', () => {
    const { statements } = compileSummary(baseInput());
    const up = statements.find((s) => s.text === 'Giá vật tư nông nghiệp tăng.');
    const down = statements.find((s) => s.text === 'Giá vật tư nông nghiệp giảm.');
    expect(up?.contradicts).toEqual([down?.id]);
    expect(down?.contradicts).toEqual([up?.id]);
  });

  it.each([
    ['Đã hoàn thành kế hoạch', 'Chưa hoàn thành kế hoạch', true],
    ['Kinh phí được cấp đủ', 'Kinh phí không được cấp đủ', true],
    ['Nhân lực đủ', 'Nhân lực thiếu', true],
    ['Nhân lực không thiếu', 'Nhân lực đủ', false],
    ['Nhân lực thiếu', 'Vật tư thiếu', false],
  ])('B91 %s / %s', (a, b, opposite) => {
    const sections = (difficulties: string) => ({
      results: '',
      difficulties,
      proposals: '',
      nextPeriod: 'x',
    });
    const { statements } = compileSummary(
      baseInput({
        submissions: [
          submission('kt', { sections: sections(a) }),
          submission('nd', { sections: sections(b) }),
        ],
      }),
    );
    const difficulties = statements.filter((s) => s.section === 'difficulties');
    expect(difficulties).toHaveLength(2);
    expect(difficulties.every((s) => s.contradicts.length === 1)).toBe(opposite);
  });

  it('tells "nothing to report" from silence', () => {
    expect(
      ['Không', 'Không có.', 'Không phát sinh', 'Không có khó khăn, vướng mắc', 'Chưa có'].map(saysNothing),
    ).toEqual([true, true, true, true, true]);
    expect(['Không có cán bộ chuyên trách', 'Không đủ kinh phí', 'Có khó khăn'].map(saysNothing)).toEqual([
      false,
      false,
      false,
    ]);
    expect(compileSummary(baseInput()).nothingToReport).toEqual([{ section: 'proposals', unitId: 'u-vhxh' }]);
  });

  it('splits lines and takes off bullets, not numbers that belong to the sentence', () => {
    expect(splitStatements('- a\r\n1. b\n\n  + c\na) d\n2026 là năm đầu\n***')).toEqual([
      'a',
      'b',
      'c',
      'd',
      '2026 là năm đầu',
    ]);
  });

  it('B89 a statement without a source keeps the summary from being issued', () => {
    const own = (sources: { kind: 'document'; reference: string }[]) =>
      compileSummary(
        baseInput({ officeStatements: [{ section: 'causes', text: 'Thời tiết bất lợi', sources }] }),
      ).problems.map((problem) => problem.code);
    expect(own([])).toEqual(['STATEMENT_WITHOUT_SOURCE']);
    expect(own([{ kind: 'document', reference: ' ' }])).toEqual(['STATEMENT_WITHOUT_SOURCE']);
    expect(own([{ kind: 'document', reference: '12/BC-UBND ngày 05/02/2026' }])).toEqual([]);
  });

  it('B89 a figure written in by hand is caught when the reviewed content is checked again', () => {
    const summary = compileSummary(baseInput());
    const figures = summary.figures.map((f) => (f.targetId === 't-area' ? { ...f, parts: [] } : f));
    expect(contentProblems({ ...summary, figures }).map((p) => p.code)).toEqual(['FIGURE_WITHOUT_SOURCE']);
  });

  it('B93 a six-month report must look ahead', () => {
    const submissions = SUBMISSIONS.map((s) => ({ ...s, sections: { ...s.sections, nextPeriod: '' } }));
    const problems = compileSummary(baseInput({ submissions })).problems;
    expect(problems.map((problem) => problem.code)).toEqual(['NO_NEXT_PERIOD']);
    expect(problems[0]?.message).toContain('6 tháng cuối năm 2026');
  });

  it('B92 two compilers need one owner by decision; the other reads', () => {
    const withOwner = (ownerUnitId: string | null) =>
      compileSummary(baseInput({ synthesis: { candidateUnitIds: ['u-vhxh', 'u-kt'], ownerUnitId } }));
    expect(withOwner(null).problems.map((problem) => problem.code)).toEqual(['TWO_COMPILERS']);
    expect(withOwner('u-kt')).toMatchObject({
      owner: { unitId: 'u-kt', readOnlyUnitIds: ['u-vhxh'] },
      problems: [],
    });
  });
});
