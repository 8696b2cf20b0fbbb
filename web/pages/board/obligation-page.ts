/** What the page of one report and its forms are given. */
import type { WorkCalendar } from '../../../domain/calendar';
import { formatDate } from '../../../domain/format';
import type { Action } from '../../../domain/permissions';
import type { ObligationView } from '../../../services/queries/obligation';
import type { Viewer } from '../../deps';
import type { FormProblem } from '../../ui/form';

export interface ObligationPageProps {
  viewer: Viewer;
  csrf: string;
  view: ObligationView;
  asOf: Date;
  calendar: WorkCalendar;
  can: (action: Action) => boolean;
  problems?: readonly FormProblem[];
  typed?: Record<string, string> | undefined;
  notice?: string | undefined;
}

export const dateText = (iso: string | null): string => (iso ? formatDate(iso) : '');
