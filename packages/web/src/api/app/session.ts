import type { SessionView } from '@onhook/contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { regional } from '../../design/locale.ts';
import { ask } from '../ask.ts';
import { createFormats, type Formats } from '../../design/app/format.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask('GET /api/session'),
  staleTime: Infinity,
  gcTime: Infinity,
});

/** Returns the session of the signed-in person. May be used only in routes whose loader has read it. */
export const useSession = (): SessionView => useSuspenseQuery(sessionQuery).data;

const FormatsContext = createContext<Formats | null>(null);
export const FormatsProvider = FormatsContext.Provider;

export const useFormatsOf = (timezone: string): Formats =>
  useMemo(() => createFormats(regional(), timezone), [timezone]);

export const useFormats = (): Formats => {
  const formats = useContext(FormatsContext);
  if (!formats) throw new Error('useFormats is called outside FormatsProvider');
  return formats;
};
