// What a heading opens, told by its words and never by its number (two sections may both be "IV").

export type SectionKind =
  | 'opening'
  | 'can_cu'
  | 'muc_dich'
  | 'yeu_cau'
  | 'muc_dich_yeu_cau'
  | 'quan_diem'
  | 'doi_tuong'
  | 'hien_trang'
  | 'muc_tieu'
  | 'muc_tieu_chung'
  | 'muc_tieu_cu_the'
  | 'tam_nhin'
  | 'nhiem_vu'
  | 'noi_dung'
  | 'lo_trinh'
  | 'kinh_phi'
  | 'to_chuc'
  | 'bao_cao'
  | 'thi_dua'
  | 'khac';

/** Patterns are matched against the bare heading (no diacritics, lower case), anchored at its start. */
const HEADINGS: [SectionKind, RegExp][] = [
  ['muc_dich_yeu_cau', /^muc (?:dich|tieu)(?: *,| *-| va| *[&/])* y(?:eu cau|nghia)/],
  ['muc_tieu', /^muc dich,? (?:va )?muc tieu/],
  ['muc_dich', /^muc dich/],
  ['yeu_cau', /^yeu cau(?! (?:cac|thu truong|uy ban|ubnd))/],
  ['quan_diem', /^(?:quan diem|nguyen tac|phuong cham|tu tuong chi dao|phuong huong(?! nhiem vu))/],
  // "Đối tượng, nội dung thi đua": the content is what has to be done.
  ['bao_cao', /^(?:thoi (?:gian|han|diem)|han|moc thoi gian) (?:gui |nop )?bao cao/],
  // "Thời gian thực hiện và chế độ báo cáo": the times have a heading or a label of their own under it.
  ['bao_cao', /^(?:thoi gian|tien do)[^.;:]{0,40}(?:,| va) (?:che do )?(?:thong tin,? )?bao cao/],
  ['noi_dung', /^(?:doi tuong|pham vi|thoi gian)[^.;:]{0,40}(?:noi dung|nhiem vu)/],
  ['noi_dung', /^(?:lo trinh|tien do)[^.;:]{0,30}(?:,| va) (?:cac )?(?:noi dung|nhiem vu)/],
  ['khac', /^(?:cac |mot so |danh muc )?khau hieu/],
  [
    'thi_dua',
    /^(?:so luong|ho so|thu tuc|doi tuong|nguyen tac|tieu chuan|hinh thuc|muc)[^.;:]{0,80}khen thuong/,
  ],
  [
    'doi_tuong',
    /^(?:doi tuong|pham vi|(?:thoi gian(?: (?:thuc hien|to chuc|trien khai))?|dia diem)(?:,| va) (?:pham vi|dia diem|doi tuong|thanh phan|thoi gian))/,
  ],
  ['can_cu', /^(?:can cu|co so)(?: phap ly| xay dung| chinh tri| ban hanh|$| va)/],
  [
    'hien_trang',
    /^(?:hien trang|thuc trang|dac diem|tinh hinh|khai quat|boi canh|su can thiet|danh gia (?:tinh hinh|ket qua|thuc trang|chung|nguy co)|nguy co|nhan dinh|ket qua (?:thuc hien|dat duoc)|nhung ket qua|ton tai|han che|kho khan|thuan loi|nguyen nhan|bai hoc|du bao)/,
  ],
  ['muc_tieu_chung', /^(?:muc tieu|muc dich) (?:chung|tong quat)/],
  ['tam_nhin', /^(?:tam nhin|dinh huong (?:den|toi|phat trien den))/],
  ['muc_tieu', /^muc tieu *(?:,|va|-|&) *(?:nhiem vu|giai phap|noi dung)/],
  [
    'muc_tieu_cu_the',
    /^(?:(?:cac |mot so |he thong )?(?:muc tieu|chi tieu)(?:,? (?:muc tieu|chi tieu|nhiem vu))? (?:cu the|chu yeu|chinh|phan dau|co ban|den |nam |giai doan)|(?:cac |mot so |he thong |bang |danh muc )?chi tieu|muc tieu nhiem vu nam|noi dung,? (?:va )?chi tieu|nhiem vu,? (?:va )?chi tieu|noi dung,? tieu chi (?:va )?chi tieu)/,
  ],
  ['muc_tieu', /^(?:cac )?muc tieu/],
  [
    'bao_cao',
    /^(?:thuc hien |to chuc )?(?:(?:che do|cong tac|ve che do|ve cong tac) )?(?:thong tin|kiem tra|giam sat|theo doi|tong hop)?(?:,? (?:va )?(?:thong tin|kiem tra|giam sat|danh gia|so ket|tong ket|tong hop|don doc|dinh ky))*,? ?(?:va )?(?:che do )?bao cao(?: dinh ky| ket qua| tien do| so lieu|$|,|:|\.| ve| va| thuc hien|;)/,
  ],
  [
    'lo_trinh',
    /^(?:lo trinh|phan ky|cac giai doan|giai doan thuc hien|ke hoach thoi gian|thoi gian (?:va |, )?(?:lo trinh|thuc hien|to chuc|trien khai)|tien do(?: (?:thuc hien|trien khai)|,| *$))/,
  ],
  [
    'kinh_phi',
    /^(?:du toan |nguon |nhu cau |co che |ve )?(?:kinh phi|von(?: thuc hien| dau tu)|tai chinh(?= *$| *:| thuc hien| cho| de))|^nguon (?:luc(?: va viec su dung nguon luc)?(?: de)? thuc hien|von)|^du toan/,
  ],
  [
    'thi_dua',
    /^(?:thang diem|bang diem|cach (?:tinh|cham) diem|cach thuc (?:xep|cham|danh gia|binh|tinh)|luu y khi (?:binh|cham|xet)|tieu chi (?:cham|danh gia|xet|thi dua|binh xet)|tieu chuan (?:khen|xet|thi dua|danh hieu)|khen thuong|hinh thuc khen|binh xet|xep loai|cham diem|co cau (?:giai|khen)|giai thuong)/,
  ],
  // Under "Theo dõi, kiểm tra và chế độ báo cáo": the half that is work and no report.
  [
    'to_chuc',
    /^(?:cong tac |to chuc |thuc hien )?(?:theo doi|kiem tra|giam sat|don doc|danh gia)(?:(?:,| va|, va) (?:theo doi|kiem tra|giam sat|don doc|danh gia))*[:.\s]*$/,
  ],
  [
    'to_chuc',
    /^(?:to chuc(?: ,|,)? (?:thuc hien|trien khai)|phan cong|trach nhiem(?: cua| thuc hien| to chuc|$|,)|co quan thuc hien|nhiem vu cua (?:cac|tung)|bien phap to chuc|cong tac to chuc(?: thuc hien)?|chi dao,? to chuc|trien khai,? (?:thuc hien|to chuc)(?:$| )|danh muc phan cong|phu luc phan cong)/,
  ],
  [
    'nhiem_vu',
    /^(?:cac |mot so |nhung )?(?:nhiem vu|giai phap|nhom (?:nhiem vu|giai phap)|bien phap|noi dung (?:nhiem vu|cong viec|va giai phap|,? giai phap|va nhiem vu|trong tam)|noi dung,? nhiem vu|noi dung,? bien phap|cong viec (?:trong tam|cu the)|phuong huong)/,
  ],
  ['noi_dung', /^(?:cac |mot so |nhung )?(?:noi dung|hoat dong (?:chinh|chu yeu|trong tam|cu the))/],
];

const NEVER: ReadonlySet<SectionKind> = new Set();
/** Which sections a sub-heading may open inside a section; elsewhere its words are ordinary text. */
const INSIDE: Record<SectionKind, ReadonlySet<SectionKind> | 'any'> = {
  opening: 'any',
  khac: 'any',
  can_cu: NEVER,
  muc_dich: new Set(['yeu_cau', 'muc_dich', 'doi_tuong']),
  yeu_cau: new Set(['yeu_cau', 'muc_dich', 'doi_tuong']),
  muc_dich_yeu_cau: new Set([
    'muc_dich',
    'yeu_cau',
    'muc_tieu',
    'muc_tieu_chung',
    'muc_tieu_cu_the',
    'doi_tuong',
    'quan_diem',
  ]),
  quan_diem: new Set([
    'muc_tieu',
    'muc_tieu_chung',
    'muc_tieu_cu_the',
    'tam_nhin',
    'quan_diem',
    'doi_tuong',
    'nhiem_vu',
  ]),
  doi_tuong: new Set(['doi_tuong']),
  hien_trang: NEVER,
  muc_tieu: new Set([
    'muc_tieu',
    'muc_tieu_chung',
    'muc_tieu_cu_the',
    'tam_nhin',
    'quan_diem',
    'nhiem_vu',
    'noi_dung',
    'doi_tuong',
    'lo_trinh',
  ]),
  muc_tieu_chung: new Set(['muc_tieu_cu_the', 'tam_nhin']),
  muc_tieu_cu_the: new Set(['muc_tieu_cu_the', 'tam_nhin']),
  tam_nhin: new Set(['muc_tieu_cu_the']),
  nhiem_vu: new Set(['kinh_phi', 'bao_cao', 'muc_tieu_cu_the', 'to_chuc', 'lo_trinh', 'nhiem_vu', 'thi_dua']),
  noi_dung: new Set([
    'kinh_phi',
    'bao_cao',
    'muc_tieu',
    'muc_tieu_chung',
    'muc_tieu_cu_the',
    'to_chuc',
    'lo_trinh',
    'nhiem_vu',
    'thi_dua',
    'muc_dich',
    'yeu_cau',
    'hien_trang',
    'tam_nhin',
    'quan_diem',
    'doi_tuong',
  ]),
  lo_trinh: NEVER,
  kinh_phi: NEVER,
  to_chuc: new Set(['kinh_phi', 'bao_cao', 'lo_trinh', 'to_chuc', 'thi_dua']),
  bao_cao: new Set(['bao_cao', 'to_chuc', 'lo_trinh']),
  thi_dua: new Set(['thi_dua', 'bao_cao']),
};

/** "VI. Theo dõi, kiểm tra và chế độ báo cáo / 1. Công tác theo dõi, kiểm tra": work that is given, beside the reports. */
const WATCHING =
  /^(?:cong tac )?(?:theo doi|kiem tra|giam sat)(?:(?:,| va) (?:theo doi|kiem tra|giam sat|danh gia|don doc))*$/;

export interface SectionMatch {
  kind: SectionKind;
  /** Characters of the heading that the pattern took. */
  length: number;
}

/** The section a heading opens under a section of kind `parent`, or null. */
export function classifyHeading(bareText: string, parent: SectionKind): SectionMatch | null {
  const lead = /^(?:ve |noi dung ve )?/.exec(bareText)?.[0].length ?? 0;
  const text = bareText.slice(lead);
  const watching = parent === 'bao_cao' ? WATCHING.exec(text) : null;
  if (watching) return { kind: 'to_chuc', length: lead + watching[0].length };
  const allowed = INSIDE[parent];
  for (const [kind, pattern] of HEADINGS) {
    const match = pattern.exec(text);
    if (!match) continue;
    if (allowed !== 'any' && !allowed.has(kind)) {
      // A sub-heading that begins like a closed section ("Kết quả thực hiện …" under tasks) is text.
      return null;
    }
    return { kind, length: lead + match[0].length };
  }
  return null;
}

export const isObjectiveSection = (kind: SectionKind): boolean =>
  kind === 'muc_tieu' || kind === 'muc_tieu_chung' || kind === 'muc_tieu_cu_the' || kind === 'tam_nhin';
export const isTaskSection = (kind: SectionKind): boolean =>
  kind === 'nhiem_vu' || kind === 'noi_dung' || kind === 'to_chuc';
