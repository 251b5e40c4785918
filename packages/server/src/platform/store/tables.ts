import type { CallFacts, Deed, Doer } from '@onhook/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  CallId,
  CarryItemId,
  CentreId,
  CustomerKey,
  GiftId,
  IncidentId,
  LineId,
  OfferId,
  PersonId,
  PhraseId,
  QueueName,
  RecoveryId,
  RequestId,
  ResetId,
  ShareId,
  SiteId,
  SourceId,
  TeamId,
} from '@onhook/core/ids';
import type { CustomerMeasure, Duty, IncidentKind } from '@onhook/core/incident';
import type { Situation } from '@onhook/core/phrasebook';

/** Read as what the JSON says; written as its text, see `json`. */
type Json<Value extends object> = JSONColumnType<Value>;
type MayBeLeftOut<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;
/** Numbered by the database, in the order of being written. */
type Sequence = Generated<number>;

export type Role = 'agent' | 'lead' | 'analyst' | 'manager' | 'admin';
/** What a session began with. */
export type SignInWay = 'link' | 'oidc' | 'passkey' | 'frame';
export type Tap = 'hard' | 'fine';
export type ResetEnd = 'completed' | 'stopped-early' | 'interrupted';

export interface CentreTable {
  centre: CentreId;
  name: string;
  timezone: string;
  policy: Json<object>;
  created_at: number;
}

export interface SiteTable {
  centre: CentreId;
  site: SiteId;
  name: string;
}

export interface TeamTable {
  centre: CentreId;
  team: TeamId;
  name: string;
  site: MayBeLeftOut<SiteId>;
  /** What a directory (SCIM) calls it. */
  external_id: MayBeLeftOut<string>;
}

export interface PersonTable {
  centre: CentreId;
  person: PersonId;
  name: string;
  email: string | null;
  roles: Json<Role[]>;
  team: TeamId | null;
  active: boolean;
  created_at: number;
  /** What a directory (SCIM) has them sign in as, and calls them. */
  user_name: MayBeLeftOut<string>;
  external_id: MayBeLeftOut<string>;
  /** What the audit log calls them; given by the database, and gone with them. */
  mark: MayBeLeftOut<string>;
  /** The row stays for what refers to it, without a name. */
  deleted_at: MayBeLeftOut<number>;
}

export interface TeamLeadTable {
  centre: CentreId;
  team: TeamId;
  person: PersonId;
}

/** While it lasts, `person` may what `lead` may. */
export interface StandInTable {
  centre: CentreId;
  lead: PersonId;
  person: PersonId;
  from_at: number;
  until_at: number;
}

export interface LineTable {
  centre: CentreId;
  line: LineId;
  source: SourceId;
  name: string;
  /** Null: nobody has said yet whose line it is. */
  person: PersonId | null;
  first_seen_at: number;
  last_seen_at: number;
}

export interface SignInLinkTable {
  centre: CentreId;
  token_hash: string;
  person: PersonId;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface SessionTable {
  centre: CentreId;
  token_hash: string;
  person: PersonId;
  csrf: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  ended_at: number | null;
  /** The session it was handed over from, which it does not outlive; null: it was signed in itself. */
  parent: MayBeLeftOut<string>;
  /** The origin whose page holds it. */
  framed_in: MayBeLeftOut<string>;
  how: MayBeLeftOut<SignInWay>;
  /** Two words for its owner to know it by; of what the browser says of itself nothing else is kept. */
  browser: MayBeLeftOut<string>;
  system: MayBeLeftOut<string>;
  /** By what a provider names the person and its own session when it ends one. */
  provider_subject: MayBeLeftOut<string>;
  provider_session: MayBeLeftOut<string>;
  /** For telling the provider of the end; only who has the session's token can open it. */
  sealed_id_token: MayBeLeftOut<string>;
}

/** Who a provider's subject is here. */
export interface IdentityTable {
  centre: CentreId;
  issuer: string;
  subject: string;
  person: PersonId;
  created_at: number;
}

/** One round through a provider or an authenticator, good once. */
export interface SignInAttemptTable {
  centre: CentreId;
  attempt_hash: string;
  kind: 'oidc' | 'passkey-add' | 'passkey';
  /** The hash of what only the browser has that began it. */
  bound_to: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface PasskeyTable {
  centre: CentreId;
  credential: string;
  person: PersonId;
  /** COSE, in base64url. */
  public_key: string;
  counter: number;
  transports: Json<string[]>;
  backed_up: boolean;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

export interface ScimTokenTable {
  centre: CentreId;
  token_hash: string;
  name: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface FrameCodeTable {
  centre: CentreId;
  code_hash: string;
  /** The session that is handed over. */
  session_hash: string;
  /** The hash of what only the frame that asked knows. */
  challenge: string;
  host: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface EventLogTable {
  centre: CentreId;
  seq: Sequence;
  source: SourceId;
  id: string;
  at: number;
  received_at: number;
  kind: string;
  body: Json<object>;
}

export interface CallTable {
  centre: CentreId;
  call: CallId;
  leg: number;
  source: SourceId;
  queue: QueueName;
  line: LineId | null;
  person: PersonId | null;
  customer: CustomerKey | null;
  joined_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
  outcome: string;
  wait_seconds: number | null;
  talk_seconds: number | null;
  holds: number;
  held_ms: number;
  longest_hold_ms: number;
  transfers: number;
  repeats: number;
  level: number | null;
  reasons: OptionalJson;
  tap: Tap | null;
  judged_at: number | null;
}

export interface RecoveryTable {
  centre: CentreId;
  recovery: RecoveryId;
  person: PersonId;
  line: LineId;
  cause: string;
  call: CallId | null;
  leg: number | null;
  granted_ms: number;
  floor_ms: number;
  served_ms: number;
  extended_ms: number;
  paid_back_ms: number;
  state: string;
  pause: string;
  running_since: number | null;
  confirmed_at: number | null;
  lease_until: number;
  created_at: number;
  closed_at: number | null;
  closed_because: string | null;
  /** The whole record as the core knows it. */
  state_json: Json<object>;
  rang_first: OptionalJson;
}

export interface LedgerEntryTable {
  centre: CentreId;
  seq: Sequence;
  txn: string;
  person: PersonId;
  recovery: RecoveryId | null;
  account: string;
  amount_ms: number;
  kind: string;
  by_whom: string | null;
  at: number;
}

export interface OfferTable {
  centre: CentreId;
  offer: OfferId;
  recovery: RecoveryId;
  person: PersonId;
  state: string;
  intended_at: number;
  shown_at: number | null;
  answered_at: number | null;
  answer: string | null;
  expired_at: number | null;
}

export interface OfferEventTable {
  centre: CentreId;
  seq: Sequence;
  offer: OfferId;
  state: string;
  answer: string | null;
  at: number;
}

export interface ResetTable {
  centre: CentreId;
  reset: ResetId;
  recovery: RecoveryId | null;
  person: PersonId;
  started_at: number;
  ended_at: number | null;
  how: ResetEnd | null;
  interrupted_by: string | null;
}

export interface TeamPhraseTable {
  centre: CentreId;
  team: TeamId;
  phrase: PhraseId;
  situation: Situation;
  text: string;
  when_to_use: string;
  avoid: string;
  written_by: PersonId;
  written_at: number;
}

/** Who asked whom to be in each other's circle. */
export interface CircleTieTable {
  centre: CentreId;
  asker: PersonId;
  asked: PersonId;
  state: 'asked' | 'agreed' | 'declined';
  withdrawn: boolean;
  asked_at: number;
}

export interface CarryItemTable {
  centre: CentreId;
  person: PersonId;
  item: CarryItemId;
  due_at: number | null;
  done_at: number | null;
  deleted: boolean;
  changed_at: number;
}

/** What was done with what is another's; each row's hash covers the one before it. */
export interface AuditEntryTable {
  centre: CentreId;
  /** Counted by us, without a gap within the centre. */
  seq: number;
  at: number;
  /** A person's mark. Null: nobody who is known here. */
  actor: string | null;
  acted_as: Role | Doer;
  deed: Deed;
  /** A person's mark. Null: everybody of the centre. */
  about: string | null;
  hash: string;
}

/** What a browser sealed, in base64url; nothing on the server can read it. */
type SealedText = string;

export interface VaultTable {
  centre: CentreId;
  person: PersonId;
  keys_version: number;
  keys: SealedText;
  /** Public keys, signed. */
  card: string;
  head_version: number;
  /** The list of everything; null: nothing has been written yet. */
  head: SealedText | null;
  changed_at: number;
}

export interface VaultItemTable {
  centre: CentreId;
  person: PersonId;
  item: string;
  version: number;
  sealed: SealedText;
  size: number;
  /** The list of everything it was written with. */
  head_version: number;
}

export interface ShareTable {
  centre: CentreId;
  share: ShareId;
  sender: PersonId;
  recipient: PersonId;
  purpose: 'feedback-question' | 'feedback-answer' | 'debrief-note';
  answers: ShareId | null;
  /** Null: it was taken back. */
  sealed: SealedText | null;
  sent_at: number;
  opened_at: number | null;
  taken_back_at: number | null;
}

/** What an agent has released of an abusive call; before that nothing of it is here. */
export interface IncidentTable {
  centre: CentreId;
  incident: IncidentId;
  person: PersonId;
  /** Whose leads it was released to. */
  team: TeamId;
  kind: IncidentKind;
  severity: string;
  happened: string;
  done: string;
  happened_at: number;
  call: CallId | null;
  leg: number | null;
  facts: JSONColumnType<CallFacts> | null;
  released_at: number;
  customer_measure: CustomerMeasure | null;
  customer_asked_at: number | null;
  customer_asked_by: PersonId | null;
  /** Null: the centre's own system has not taken word of it yet. */
  customer_told_at: number | null;
}

export interface IncidentDutyTable {
  centre: CentreId;
  incident: IncidentId;
  duty: Duty;
  done_at: number;
  done_by: PersonId;
}

/** Public keys by which files of this centre can be told from others. */
export interface SigningKeyTable {
  centre: CentreId;
  key: string;
  made_at: number;
}

/** What an agent asked of others; what they wrote with it is a share, and sealed. */
export interface DebriefRequestTable {
  centre: CentreId;
  request: RequestId;
  asker: PersonId;
  asked_at: number;
  state: string;
  due_at: number | null;
  closed_at: number | null;
  follow_up_at: number | null;
  share: ShareId | null;
  /** The whole record as the core knows it. */
  body: Json<object>;
}

/** Time that was given on asking. */
export interface DebriefGiftTable {
  centre: CentreId;
  gift: GiftId;
  request: RequestId;
  person: PersonId;
  /** Null: by policy, as nobody had answered. */
  given_by: PersonId | null;
  kind: 'break' | 'step-away' | 'early-finish' | 'off-queue';
  recovery: RecoveryId | null;
  /** The seat they are off, and how far that is. */
  line: MayBeLeftOut<LineId>;
  queue: MayBeLeftOut<QueueName>;
  off_queue: OptionalJson;
  off_queue_over: ColumnType<boolean, boolean | undefined, boolean>;
  from_at: number;
  until_at: number;
  taken_back_at: number | null;
}

/** Which shares are notes of which talk. */
export interface DebriefNoteTable {
  centre: CentreId;
  share: ShareId;
  request: RequestId;
}

export interface UsualHandleTimeTable {
  centre: CentreId;
  queue: QueueName;
  hour: number;
  sketch: Json<object>;
  updated_at: number;
}

export interface FloorSnapshotTable {
  centre: CentreId;
  state_version: number;
  up_to_seq: number;
  state: Uint8Array;
  at: number;
}

export interface FloorOwnerTable {
  centre: CentreId;
  owner: string;
  fence: number;
  expires_at: number;
}

export interface Tables {
  centre: CentreTable;
  site: SiteTable;
  team: TeamTable;
  person: PersonTable;
  team_lead: TeamLeadTable;
  stand_in: StandInTable;
  line: LineTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  frame_code: FrameCodeTable;
  identity: IdentityTable;
  sign_in_attempt: SignInAttemptTable;
  passkey: PasskeyTable;
  scim_token: ScimTokenTable;
  event_log: EventLogTable;
  call: CallTable;
  recovery: RecoveryTable;
  ledger_entry: LedgerEntryTable;
  offer: OfferTable;
  offer_event: OfferEventTable;
  reset: ResetTable;
  team_phrase: TeamPhraseTable;
  circle_tie: CircleTieTable;
  carry_item: CarryItemTable;
  audit_entry: AuditEntryTable;
  debrief_request: DebriefRequestTable;
  debrief_gift: DebriefGiftTable;
  debrief_note: DebriefNoteTable;
  vault: VaultTable;
  vault_item: VaultItemTable;
  share: ShareTable;
  incident: IncidentTable;
  incident_duty: IncidentDutyTable;
  signing_key: SigningKeyTable;
  usual_handle_time: UsualHandleTimeTable;
  floor_snapshot: FloorSnapshotTable;
  floor_owner: FloorOwnerTable;
}
