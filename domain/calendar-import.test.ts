import { describe, expect, it } from 'vitest';
import { SHIPPED_YEARS } from '../config/calendars';
import { readCalendarDays } from './calendar-import';

const notice = { source: 'Thông báo 1/TB-BNV', publishedOn: '2026-10-15' };
const read = (text: string, format: 'csv' | 'ics' | 'json') => readCalendarDays({ text, format, ...notice });
const brief = (result: ReturnType<typeof read>) =>
  result.ok
    ? result.entries.map(({ date, kind, name }) => [date, kind, name])
    : result.errors.map(({ message }) => message);

describe('importing a calendar year', () => {
  it.each([
    [
      'with codes and commas',
      'date,kind,name\n2027-02-05,NGHI,Tết\n2027-02-20,LAM_BU,"Làm bù, ngày 12/02"\n',
    ],
    [
      'with words, semicolons and a byte order mark',
      '\uFEFFNgày;Loại;Tên\r\n05/02/2027;nghỉ lễ;Tết\r\n20/2/2027;làm bù;Làm bù, ngày 12/02\r\n',
    ],
  ])('B9 reads CSV %s', (_name, text) => {
    expect(brief(read(text, 'csv'))).toEqual([
      ['2027-02-05', 'NGHI', 'Tết'],
      ['2027-02-20', 'LAM_BU', 'Làm bù, ngày 12/02'],
    ]);
  });

  it('keeps a line’s own source and day, and takes the notice’s where there is none', () => {
    const text =
      'ngày,loại,tên,nguồn,ngày công bố\n2027-03-08,NGHI,Ngày của tỉnh,QĐ 5/QĐ-UBND,2027-01-02\n2027-03-09,NGHI,x,,\n';
    const result = read(text, 'csv');
    expect(
      result.ok ? result.entries.map(({ source, publishedOn }) => [source, publishedOn]) : result.errors,
    ).toEqual([
      ['QĐ 5/QĐ-UBND', '2027-01-02'],
      ['Thông báo 1/TB-BNV', '2026-10-15'],
    ]);
  });

  it('reads iCalendar with spans, folded lines and kinds in words', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20270205',
      'DTEND;VALUE=DATE:20270207',
      'SUMMARY:Tết Nguyên',
      '  đán',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20270220',
      'SUMMARY:Làm bù\\, thứ Bảy',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    expect(brief(read(text, 'ics'))).toEqual([
      ['2027-02-05', 'NGHI', 'Tết Nguyên đán'],
      ['2027-02-06', 'NGHI', 'Tết Nguyên đán'],
      ['2027-02-20', 'LAM_BU', 'Làm bù, thứ Bảy'],
    ]);
  });

  it('reads back the shipped years from JSON, day by day', () => {
    const result = read(JSON.stringify(SHIPPED_YEARS), 'json');
    const shipped = SHIPPED_YEARS.flatMap(({ entries }) => entries.map(({ certainty: _own, ...day }) => day));
    const own = shipped.map((day) => ({ ...day, publishedOn: day.publishedOn ?? notice.publishedOn }));
    expect(result).toEqual({ ok: true, entries: own });
  });

  it.each([
    ['csv', 'date,kind,name\n2027-02-31,NGHI,x\n2027-02-05,tuần trăng,x\n', ['dòng 2', 'dòng 3']],
    ['csv', 'a,b,c\n1,2,3\n', ['dòng 1']],
    ['csv', 'date,kind,name\n', ['dòng 1']],
    ['ics', 'BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n', ['dòng 3']],
    ['ics', 'BEGIN:VEVENT\nDTSTART:20270101\nDTEND:20290101\nSUMMARY:x\nEND:VEVENT\n', ['dòng 5']],
    ['ics', '', ['dòng 1']],
    ['json', '{', ['dòng 1']],
    ['json', '[null, {"date":"2027-02-05"}]', ['dòng 1', 'dòng 2']],
  ] as const)('refuses %s that makes no sense and names the line: %j', (format, text, places) => {
    const result = read(text, format);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.errors).toHaveLength(places.length);
    for (const [index, place] of places.entries()) expect(result.errors[index]?.message).toContain(place);
  });
});
