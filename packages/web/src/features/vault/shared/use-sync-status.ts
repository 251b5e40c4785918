import { useEffect, useState } from 'react';
import { readSyncStatus, type SyncStatus, watchSyncStatus } from '../../../vault/sync-status.ts';

export const useSyncStatus = (): SyncStatus => {
  const [status, setStatus] = useState(readSyncStatus);
  useEffect(() => {
    setStatus(readSyncStatus());
    return watchSyncStatus(() => setStatus(readSyncStatus()));
  }, []);
  return status;
};
