/** On time, late and missing over the half-years: a sentence and a bar for each, the newest last. */
import type { FC } from 'hono/jsx';
import type { HalfYearRow } from '../../services/queries/situation';
import { halfYearWord } from './words';

const WIDTH = 320;
const HEIGHT = 14;

/** Share of the due reports in the bar's width. */
const part = (count: number, due: number): number => (due === 0 ? 0 : (count / due) * WIDTH);

export const Trend: FC<{ rows: readonly HalfYearRow[] }> = ({ rows }) => (
  <ul class="trend">
    {rows.map((row) => (
      <li>
        <p>
          <strong>{halfYearWord(row.halfYear)}</strong>: {row.onTime} đúng hạn, {row.late} chậm, {row.missing}{' '}
          chưa nộp
        </p>
        {/* The sentence above says all of it; the bar is for the eye. */}
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <defs>
            {/* Late differs from missing by pattern as well as by colour. */}
            <pattern
              id={`cham-${row.halfYear}`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="6" height="6" fill="#d8a23a" />
              <rect width="2" height="6" fill="#7a4b00" />
            </pattern>
          </defs>
          <rect width={WIDTH} height={HEIGHT} fill={row.due === 0 ? '#cfd6de' : '#a61b1b'} />
          <rect
            width={part(row.onTime + row.late, row.due)}
            height={HEIGHT}
            fill={`url(#cham-${row.halfYear})`}
          />
          <rect width={part(row.onTime, row.due)} height={HEIGHT} fill="#17603a" />
        </svg>
      </li>
    ))}
  </ul>
);
