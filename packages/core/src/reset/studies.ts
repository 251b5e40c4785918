/** Studies that evidence cards cite: authors, year, and the DOI without its resolver; null where no DOI is known. */
export const studies = {
  albulescu: { authors: 'Albulescu et al.', year: 2022, doi: '10.1371/journal.pone.0272460' },
  balban: { authors: 'Balban et al.', year: 2023, doi: '10.1016/j.xcrm.2022.100895' },
  baranik: { authors: 'Baranik et al.', year: 2017, doi: '10.1177/0149206314550995' },
  bentley: { authors: 'Bentley et al.', year: 2023, doi: '10.3390/brainsci13121612' },
  ekkekakis: { authors: 'Ekkekakis et al.', year: 2000, doi: '10.1023/A:1005558025163' },
  fincham: { authors: 'Fincham et al.', year: 2023, doi: '10.1038/s41598-022-27247-y' },
  kim: { authors: 'Kim et al.', year: 2018, doi: '10.1037/apl0000308' },
  kjaervik: { authors: 'Kjærvik & Bushman', year: 2024, doi: '10.1016/j.cpr.2024.102414' },
  reed: { authors: 'Reed & Ones', year: 2006, doi: null },
  song: { authors: 'Song et al.', year: 2018, doi: '10.5465/amj.2016.0448' },
  webb: { authors: 'Webb et al.', year: 2012, doi: '10.1037/a0027600' },
} as const;

/** Key of a study. */
export type StudyId = keyof typeof studies;
