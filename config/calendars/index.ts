/** The calendars shipped with the service: official years as noticed, later years provisional, one JSON file each. */
import { type CalendarYear, createCalendar, type WorkCalendar } from '../../domain/calendar';
import year2023 from './vn-2023.json';
import year2024 from './vn-2024.json';
import year2025 from './vn-2025.json';
import year2026 from './vn-2026.json';
import year2027 from './vn-2027.json';
import year2028 from './vn-2028.json';
import year2029 from './vn-2029.json';
import year2030 from './vn-2030.json';
import year2031 from './vn-2031.json';

// The JSON is checked by calendars.test.ts with checkCalendarYear; the compiler widens its literals to string.
export const SHIPPED_YEARS = [
  ...year2023,
  ...year2024,
  ...year2025,
  ...year2026,
  ...year2027,
  ...year2028,
  ...year2029,
  ...year2030,
  ...year2031,
] as CalendarYear[];

export const SHIPPED_CALENDAR: WorkCalendar = createCalendar(SHIPPED_YEARS);
