// The units of one document: each printed name once, with its aliases, role and where it stands.
import type { LineRange } from '../model';
import type { Unit, UnitKind, UnitRole } from '../reading';
import { fold, squeeze } from '../text/fold';
import { mergeLines } from '../text/items';
import { normalizedName, sameUnit, unitKey } from './unit-likeness';
import { splitUnits } from './unit-lists';
import { isCollective, unitSubject } from './unit-names';

const ROLE_ORDER: UnitRole[] = ['chu_tri', 'dau_moi', 'chi_dao', 'giam_sat', 'thuc_hien', 'phoi_hop'];

const KINDS: [UnitKind, RegExp][] = [
  [
    'chuc_danh',
    /^(?:công chức|viên chức|cộng tác viên|cán bộ|kế toán|nhân viên|chủ tịch|phó chủ tịch|bí thư|trưởng |giám đốc|đồng chí|tài chính|địa chính|thủ trưởng|người đứng đầu)/,
  ],
  ['thon', /^(?:các )?(?:thôn|ấp|bản|khóm|khu phố|khu dân cư|tổ dân phố|buôn|làng|ban ấp|trưởng thôn)/],
  [
    'to_chuc_dang',
    /^(?:các )?(?:đảng|ban thường vụ|ban chấp hành|chi bộ|chi ủy|cấp ủy|huyện ủy|tỉnh ủy|thành ủy|văn phòng đảng|ban (?:tuyên giáo|tổ chức|dân vận|nội chính|xây dựng đảng)|ủy ban kiểm tra|thường trực đảng)/,
  ],
  [
    'doan_the',
    /^(?:các )?(?:ủy ban mặt trận|mặt trận|ubmttq|ub mttq|mttq|hội |đoàn |công đoàn|liên đoàn|liên hiệp|tổ chức chính trị|đoàn thể|hiệp hội)/,
  ],
  [
    'don_vi_dich_vu',
    /^(?:các )?(?:hợp tác xã|htx|doanh nghiệp|công ty|ngân hàng|điện lực|viễn thông|bưu điện|trung tâm|quỹ|trường|trạm|đài|tổ hợp tác)/,
  ],
  [
    'co_quan',
    /^(?:ủy ban|ubnd|hội đồng|hđnd|thường trực|văn phòng|phòng|sở|ban |bộ |cục|chi cục|kho bạc|bảo hiểm|thuế|tòa án|viện|thanh tra|công an|quân sự|hạt|đồn|bộ phận|tổ |đội )/,
  ],
];

function kindOf(name: string): UnitKind {
  const folded = fold(name);
  if (
    isCollective(name) &&
    !/^(?:các )?(?:thôn|ấp|khu|tổ dân phố|chi bộ|hợp tác xã|htx|tổ chức chính trị)/.test(folded)
  )
    return 'tap_the';
  return KINDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'khac';
}

export interface Mention {
  name: string;
  lines: LineRange[];
  role: UnitRole;
  listed: boolean;
  requested?: boolean;
  confidence?: number;
}

/** Two printed names are taken for one unit from here on; below `SURE` the office is asked (B24). */
const SAME = 0.85;
const SURE = 0.95;

/** A cell or label may go on with what the unit does ("Sở A rà soát …"): the name ends at the verb; a sentence is no name. */
function nameOnly(printed: string): string | null {
  if (printed.length <= 60) return printed;
  const subject = unitSubject(printed);
  if (subject?.by === 'verb') return subject.name;
  return printed.split(' ').length > 60 ? null : printed;
}

const wordsKey = (id: string): string => [...new Set(id.split(' '))].sort().join(' ');
const startKey = (id: string): string => id.split(' ', 2).join(' ');

export class UnitRegistry {
  readonly units: Unit[] = [];
  private readonly byKey = new Map<string, Unit>();
  private readonly byId = new Map<string, Unit>();
  /** Units by their words in any order, and by their first two words: the only ones a new name can be. */
  private readonly byWords = new Map<string, Unit>();
  private readonly byStart = new Map<string, Unit[]>();

  /** Id of the unit of this name, entered if new. */
  add(mention: Mention): string {
    const name = squeeze(mention.name)
      .replace(/^(?:đề nghị|giao)\s+/i, '')
      .replace(/[\s.,;:]+$/, '');
    const hit = this.find(name);
    if (hit) {
      this.absorb(hit.unit, name, hit.likeness, mention);
      return hit.unit.id;
    }
    const unit: Unit = {
      id: `U${this.units.length + 1}`,
      name,
      normalized: normalizedName(name),
      kind: kindOf(name),
      collective: isCollective(name),
      requested: mention.requested ?? false,
      aliases_in_doc: [],
      aliases: [],
      role: mention.requested ? 'de_nghi' : mention.role,
      scope: mention.listed ? 'listed' : 'mentioned',
      lines: mergeLines(mention.lines),
      confidence: mention.confidence ?? 0.95,
    };
    this.units.push(unit);
    this.index(unit, unitKey(name));
    return unit.id;
  }

  /** Enters every name of a printed list. */
  addList(text: string, mention: Omit<Mention, 'name'>): string[] {
    const names = text.split(';').flatMap((part) => splitUnits(nameOnly(part.trim()) ?? ''));
    return names.map((name) => this.add({ ...mention, name }));
  }

  find(name: string): { unit: Unit; likeness: number } | null {
    const exact = this.byKey.get(unitKey(name));
    if (exact) return { unit: exact, likeness: sameUnit(name, exact.name) || 1 };
    const id = unitKey(name);
    let best: { unit: Unit; likeness: number } | null = null;
    const sameWords = this.byWords.get(wordsKey(id));
    for (const unit of [
      ...(sameWords ? [sameWords] : []),
      ...(this.byStart.get(startKey(id)) ?? []).slice(0, 200),
    ]) {
      const likeness = sameUnit(name, unit.name);
      if (likeness >= SAME && likeness > (best?.likeness ?? 0)) best = { unit, likeness };
    }
    return best;
  }

  private index(unit: Unit, id: string): void {
    this.byKey.set(id, unit);
    this.byId.set(unit.id, unit);
    this.byWords.set(wordsKey(id), unit);
    const start = this.byStart.get(startKey(id));
    if (start) start.push(unit);
    else this.byStart.set(startKey(id), [unit]);
  }

  get(id: string): Unit | undefined {
    return this.byId.get(id);
  }

  private absorb(unit: Unit, name: string, likeness: number, mention: Mention): void {
    unit.lines = mergeLines([...unit.lines, ...mention.lines]);
    if (mention.listed) unit.scope = 'listed';
    if (mention.requested) unit.requested = true;
    if (unit.requested) unit.role = 'de_nghi';
    else if (ROLE_ORDER.indexOf(mention.role) < ROLE_ORDER.indexOf(unit.role) || unit.role === 'de_nghi')
      unit.role = mention.role;
    if (fold(name) === fold(unit.name)) return;
    if (!unit.aliases_in_doc.some((alias) => fold(alias) === fold(name))) {
      unit.aliases_in_doc.push(name);
      unit.aliases.push({ name, confidence: likeness });
    }
  }

  /** Aliases that were matched with less than certainty: the office confirms them. */
  doubtful(): { unit: Unit; alias: string; confidence: number }[] {
    return this.units.flatMap((unit) =>
      unit.aliases
        .filter((alias) => alias.confidence < SURE)
        .map((alias) => ({ unit, alias: alias.name, confidence: alias.confidence })),
    );
  }
}
