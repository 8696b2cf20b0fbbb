// The end of a document: recipients, purposes, signer.
import { describe, expect, it } from 'vitest';
import { readText } from './sample-plan.fixture';

const BODY = [
  'I. MỤC ĐÍCH',
  '- Nâng cao đời sống Nhân dân xã.',
  'II. TỔ CHỨC THỰC HIỆN',
  '1. Phòng Kinh tế',
  '- Chủ trì thực hiện.',
];

describe('signature and recipients', () => {
  const end = (lines: string[]) =>
    readText(
      [
        'UBND XÃ TÂN HÒA',
        'KẾ HOẠCH',
        'Phát triển',
        'UBND xã ban hành Kế hoạch như sau:',
        ...BODY,
        ...lines,
      ].join('\n'),
    );

  it('beside each other on the same lines', () => {
    const reading = end([
      'Nơi nhận:                         TM. ỦY BAN NHÂN DÂN',
      '- UBND tỉnh (để b/c);                 KT. CHỦ TỊCH',
      '- Các thôn;                           PHÓ CHỦ TỊCH',
      '- Lưu: VT, KT (05b).',
      '                                      Giàng A Chớ',
    ]);
    expect(
      reading.recipients.map((recipient) => [recipient.text, recipient.purpose, recipient.archive]),
    ).toEqual([
      ['UBND tỉnh (để b/c);', 'b/c', false],
      ['Các thôn;', null, false],
      ['Lưu: VT, KT (05b).', null, true],
    ]);
    expect(reading.signer).toMatchObject({
      name: 'Giàng A Chớ',
      title: 'PHÓ CHỦ TỊCH',
      authority: 'TM. ỦY BAN NHÂN DÂN',
      signed_for: 'KT. CHỦ TỊCH',
    });
  });

  it('of a ministry', () => {
    const lines = [
      'Nơi nhận:',
      '- Văn phòng Chính phủ;',
      '- Lưu: VT.',
      'KT. BỘ TRƯỞNG',
      'THỨ TRƯỞNG',
      'Vũ Mạnh Cường',
    ];
    expect(end(lines).signer).toMatchObject({
      name: 'Vũ Mạnh Cường',
      title: 'THỨ TRƯỞNG',
      signed_for: 'KT. BỘ TRƯỞNG',
    });
    expect(end(lines).recipients).toHaveLength(2);
  });

  it.each([
    ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'Hà Quang Bách', 'THỨ TRƯỞNG'],
    ['TM. TIỂU BAN', 'TRƯỞNG TIỂU BAN', 'Hà Quang Bách', 'TRƯỞNG TIỂU BAN'],
    ['TM. CHÍNH PHỦ', 'THỦ TƯỚNG', 'Hà Quang Bách', 'THỦ TƯỚNG'],
  ])('%s / %s', (authority, post, name, title) => {
    expect(end(['Nơi nhận:', '- Lưu: VT.', authority, post, name]).signer).toMatchObject({ name, title });
  });

  it('a stamp is no name, a brace on its own is asked about', () => {
    const reading = end([
      'Nơi nhận:',
      '- Thường trực Đảng ủy;',
      '- HĐND xã;',
      '- Lưu: VT.',
      '} Để b/c',
      'TM/ ỦY BAN NHÂN DÂN XÃ',
      'CHỦ TỊCH',
      '(Đã ký)',
      'Đặng Thị Bích Ngà',
    ]);
    expect(reading.signer?.name).toBe('Đặng Thị Bích Ngà');
    expect(reading.recipients.map((recipient) => recipient.purpose)).toEqual(['b/c', 'b/c', null]);
    expect(reading.questions.map((question) => question.code)).toContain('LOOSE_BRACE');
  });

  it('stay empty where the text stops', () => {
    const reading = end([]);
    expect(reading.signer).toBeNull();
    expect(reading.recipients).toEqual([]);
  });
});

describe('names of signers', () => {
  it.each(['Nguyễn Văn An', 'Y Blin Niê', "H'Lim Ayun", 'Sùng A Páo', 'Ksor Phước', 'Y Thanh Hà Niê Kđăm'])(
    '%s',
    (name) => {
      const tail = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', name];
      expect(readText(['KẾ HOẠCH', 'Trồng rừng năm 2026', ...BODY, ...tail].join('\n')).signer?.name).toBe(
        name,
      );
    },
  );
});
