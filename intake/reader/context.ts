// What every step of the reader shares while one document is read.
import type { LineRange } from '../model';
import type { PlanIdentity } from '../reading';
import type { Node, Outline } from './outline';
import { UnitRegistry } from './units';

export interface Finding {
  code: string;
  message: string;
  lines: LineRange[];
  refers_to?: string[];
  answers?: string[];
  blocking?: boolean;
}

/** What the task step learned about a node; reporting, targets and reviews use it. */
export interface NodeUnits {
  /** Units that the node's own text or its nearest heading makes responsible. */
  leads: string[];
  /** Printed name of the subject, for "from" of a report. */
  subject: string | null;
  /** The node stands in the list of one unit. */
  inUnitList: boolean;
}

export class Context {
  readonly units = new UnitRegistry();
  readonly findings: Finding[] = [];
  readonly nodeUnits = new Map<Node, NodeUnits>();
  /** Nodes that became tasks. */
  readonly taskNodes = new Set<Node>();

  constructor(
    readonly document: PlanIdentity,
    readonly outline: Outline,
    readonly confidence: number,
  ) {}

  ask(finding: Finding): void {
    this.findings.push(finding);
  }

  unitsOf(node: Node): NodeUnits {
    return this.nodeUnits.get(node) ?? { leads: [], subject: null, inUnitList: false };
  }
}
