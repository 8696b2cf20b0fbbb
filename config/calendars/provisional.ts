/** A year's holidays before its official notices: solar dates of the law, lunar dates computed, marked provisional. */
import Holidays from 'date-holidays';
import type { CalendarEntry, CalendarYear } from '../../domain/calendar';
import { addDays, type IsoDate, weekdayOf } from '../../domain/time';

const LAW = 'Bộ luật Lao động 2019, Điều 112 khoản 1';
const COMPENSATION =
  'Bộ luật Lao động 2019, Điều 111 khoản 3 (nghỉ bù khi ngày lễ trùng ngày nghỉ hằng tuần)';
const CULTURE_DAY = 'Nghị quyết 28/2026/QH16 (hiệu lực từ 01/7/2026)';
const LUNAR = 'Tính theo âm lịch Việt Nam; chờ thông báo chính thức';
const GUESS = 'Suy theo cách bố trí các năm trước; chờ thông báo chính thức';

/** First year in which 24/11 is a holiday. */
const CULTURE_DAY_FROM = 2026;
// From Tết eve on; in most years the Government has chosen one day before and four after the lunar new year.
const TET_DAYS = 5;

interface LunarDates {
  tetEve: IsoDate;
  hungKings: IsoDate;
}

/** Lunar dates of a year: date-holidays computes them with the UTC+7 algorithm; nothing else of it is used. */
export function lunarDates(year: number): LunarDates {
  const days = new Holidays('VN').getHolidays(year, 'vi');
  const find = (name: string): IsoDate => {
    const day = days.find((holiday) => holiday.name.startsWith(name));
    if (!day) throw new Error(`date-holidays knows no "${name}" in ${year}`);
    return day.date.slice(0, 10);
  };
  return { tetEve: find('Giao thừa'), hungKings: find('Giỗ tổ Hùng Vương') };
}

/** The neighbour of 2/9 that past years took: the one that joins it to a weekend, else the day before. */
function secondNationalDay(year: number): IsoDate {
  const day = `${year}-09-02`;
  const following = [1, 4, 7].includes(weekdayOf(day));
  return addDays(day, following ? 1 : -1);
}

/** The year as it can be known before its notices. Swaps cannot be derived and are absent. */
export function provisionalYear(year: number): CalendarYear {
  const { tetEve, hungKings } = lunarDates(year);
  const tet = Array.from({ length: TET_DAYS }, (_, index) => addDays(tetEve, index));
  const holidays: [IsoDate, string, string][] = [
    [`${year}-01-01`, 'Tết Dương lịch', LAW],
    ...tet.map((date): [IsoDate, string, string] => [date, 'Tết Nguyên đán', LUNAR]),
    [hungKings, 'Giỗ Tổ Hùng Vương', LUNAR],
    [`${year}-04-30`, 'Ngày Chiến thắng', LAW],
    [`${year}-05-01`, 'Ngày Quốc tế Lao động', LAW],
    [`${year}-09-02`, 'Quốc khánh', LAW],
    [secondNationalDay(year), 'Quốc khánh (ngày liền kề)', GUESS],
  ];
  if (year >= CULTURE_DAY_FROM) holidays.push([`${year}-11-24`, 'Ngày Văn hóa Việt Nam', CULTURE_DAY]);
  const entries = new Map<IsoDate, CalendarEntry>();
  for (const [date, name, source] of holidays) {
    if (!entries.has(date))
      entries.set(date, { date, kind: 'NGHI', name, source, publishedOn: null, certainty: 'M' });
  }
  for (const { date, name } of [...entries.values()].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    if (weekdayOf(date) <= 5) continue;
    let free = addDays(date, 1);
    while (weekdayOf(free) > 5 || entries.has(free)) free = addDays(free, 1);
    const entry = { date: free, name: `Nghỉ bù ${name}`, source: COMPENSATION, publishedOn: null };
    entries.set(free, { ...entry, kind: 'NGHI_BU', certainty: 'M' });
  }
  return {
    year,
    status: 'provisional',
    source: 'Tạm tính: ngày lễ theo luật và âm lịch, chưa có thông báo chính thức',
    entries: [...entries.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}
