/** A small bar chart of on-time, late and missing over the half-years; SVG, with the same figures as a table beside it. */
import type { FC } from 'hono/jsx';
import type { HalfYearRow } from '../../services/queries/situation';
import { halfYearWord } from './words';

const WIDTH = 320;
const BAR = 22;
const GAP = 18;

/** Share of a row in the bar's width, in whole units. */
const part = (count: number, due: number): number => (due === 0 ? 0 : (count / due) * WIDTH);

export const Trend: FC<{ rows: readonly HalfYearRow[] }> = ({ rows }) => {
  const height = rows.length * (BAR + GAP);
  return (
    <svg
      class="trend"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`Tỷ lệ đúng hạn qua các kỳ: ${rows.map((row) => `${halfYearWord(row.halfYear)} ${row.onTime} trên ${row.due} đúng hạn`).join('; ')}`}
    >
      <defs>
        {/* Late and missing differ by pattern as well as by colour. */}
        <pattern
          id="van-cham"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="#d8a23a" />
          <rect width="2" height="6" fill="#7a4b00" />
        </pattern>
      </defs>
      {rows.map((row, index) => {
        const y = index * (BAR + GAP);
        const onTime = part(row.onTime, row.due);
        const late = part(row.late, row.due);
        return (
          <g>
            <text x="0" y={y + 11} font-size="12" fill="#17212b">
              {halfYearWord(row.halfYear)}: {row.onTime} đúng hạn, {row.late} chậm, {row.missing} chưa nộp
            </text>
            <rect
              x="0"
              y={y + 16}
              width={WIDTH}
              height={BAR - 6}
              fill="#a61b1b"
              opacity={row.due === 0 ? 0.15 : 1}
            />
            <rect x="0" y={y + 16} width={onTime + late} height={BAR - 6} fill="url(#van-cham)" />
            <rect x="0" y={y + 16} width={onTime} height={BAR - 6} fill="#17603a" />
          </g>
        );
      })}
    </svg>
  );
};
