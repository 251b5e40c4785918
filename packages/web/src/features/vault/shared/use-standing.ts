import { useEffect, useState } from 'react';
import { readStanding, type Standing, watchStanding } from '../../../vault/standing.ts';

export const useStanding = (): Standing => {
  const [standing, setStanding] = useState(readStanding);
  useEffect(() => {
    setStanding(readStanding());
    return watchStanding(() => setStanding(readStanding()));
  }, []);
  return standing;
};
