/** Everything exported here is a workflow type; nothing else may be (temporal-practice §1). */
export { cycle } from './cycle';
export { dispatch } from './dispatch';
export { plan } from './plan';
export { reconcile } from './reconcile';
export { summary } from './summary';
