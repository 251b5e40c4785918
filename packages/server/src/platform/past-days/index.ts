export { monthKeysFromSecret, monthKeysIn, type MonthKeys } from './keys.ts';
export { OtherMonthKey, PastDays, type RowsByTable } from './past-days.ts';
