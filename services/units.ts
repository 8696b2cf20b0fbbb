/** Units of the commune: names, aliases, contacts and their routes. */
export { contactsFor, contactsForUnits, type UnitContact } from './contacts';
