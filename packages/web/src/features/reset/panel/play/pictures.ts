import { m } from '../../../../generated/messages/messages.js';

/** Line drawings in a box of 48 by 48, in the style of the cord. */
export const pictures: readonly { readonly name: () => string; readonly path: string }[] = [
  { name: m.play_picture_cup, path: 'M10 18H34V28C34 35 29 38 22 38S10 35 10 28ZM34 21C42 19 42 31 33 30M17 12C15 9 19 8 17 5M26 12C24 9 28 8 26 5' },
  { name: m.play_picture_leaf, path: 'M8 41C14 33 20 27 30 19M12 34C5 18 20 7 41 7C41 27 31 40 12 34M20 27L19 17M25 23H34' },
  { name: m.play_picture_boat, path: 'M5 34H43C41 39 38 42 33 42H15C10 42 7 39 5 34ZM23 34V6C31 12 37 20 39 28H23M23 13C17 17 13 22 11 28H23' },
  { name: m.play_picture_fish, path: 'M5 24C13 11 28 11 36 24C28 37 13 37 5 24ZM36 24C39 19 42 16 45 15C43 21 43 27 45 33C42 32 39 29 36 24M14 21V21.2' },
  { name: m.play_picture_hill, path: 'M3 38C11 38 11 20 18 20S25 38 31 38M22 27C25 16 28 12 32 12C39 12 38 38 45 38M3 38H45M11 10C11 6 17 6 17 10S11 14 11 10' },
  { name: m.play_picture_moon, path: 'M29 6C17 7 10 15 10 25C10 35 18 42 28 42C33 42 37 40 40 37C29 38 21 31 21 21C21 15 24 9 29 6ZM35 14V20M32 17H38M38 26V29' },
  { name: m.play_picture_house, path: 'M6 24L24 8L42 24M11 20V41H37V20M20 41V30H28V41M32 14V8H36V18' },
  { name: m.play_picture_umbrella, path: 'M24 5V8M5 26C6 15 13 8 24 8S42 15 43 26C40 22 33 22 31 26C29 22 19 22 17 26C15 22 8 22 5 26ZM24 23V37C24 43 15 43 15 37' },
  { name: m.play_picture_snail, path: 'M4 39H34C41 39 43 34 42 27L44 19M42 27L38 20M34 39C40 36 40 18 26 18C14 18 12 33 23 34C31 34 32 25 26 24C21 24 21 29 24 29M4 39C7 35 11 34 15 36' },
  { name: m.play_picture_key, path: 'M16 16C16 10 8 8 5 13S7 24 13 22C15 21 16 19 16 16ZM15 20L40 43M33 36L37 32M28 32L32 28M10 15V15.2' },
];
