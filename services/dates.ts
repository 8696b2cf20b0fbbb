/** Between the register's columns and the domain's strings: civil dates and instants, one direction each. */
import { type IsoDate, type IsoInstant, isoInstant, toMillis } from '../domain/time';

/** A `@db.Date` column as a civil date; the driver hands it over as midnight UTC. */
export const civilDate = (column: Date): IsoDate => column.toISOString().slice(0, 10);

export const civilDateOrNull = (column: Date | null): IsoDate | null => (column ? civilDate(column) : null);

/** A civil date as the value of a `@db.Date` column. */
export const dateColumn = (date: IsoDate): Date => new Date(`${date}T00:00:00Z`);

export const dateColumnOrNull = (date: IsoDate | null | undefined): Date | null =>
  date ? dateColumn(date) : null;

/** A `timestamptz` column as an instant with the service's offset. */
export const instantOf = (column: Date): IsoInstant => isoInstant(column);

export const instantOrNull = (column: Date | null): IsoInstant | null => (column ? isoInstant(column) : null);

export const instantColumn = (instant: IsoInstant): Date => new Date(toMillis(instant));
