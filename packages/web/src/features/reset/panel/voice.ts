/** Spoken guidance by a voice that this browser has, in the page's language. */
const language = (): string => document.documentElement.lang || navigator.language;

const matches = (voice: SpeechSynthesisVoice): boolean =>
  voice.lang.slice(0, 2).toLowerCase() === language().slice(0, 2).toLowerCase();

/** A voice on the machine itself first: what is said here goes through nobody else's. */
const find = (): SpeechSynthesisVoice | null =>
  speechSynthesis.getVoices().find((voice) => voice.localService && matches(voice)) ?? null;

/** Tells whether there is a voice, now and whenever that changes: browsers find theirs a moment late. */
export const watchVoice = (tell: (there: boolean) => void): (() => void) => {
  if (!('speechSynthesis' in globalThis)) return () => {};
  const look = (): void => tell(find() !== null);
  look();
  speechSynthesis.addEventListener?.('voiceschanged', look);
  return () => speechSynthesis.removeEventListener?.('voiceschanged', look);
};

export const speak = (words: string): void => {
  if (!('speechSynthesis' in globalThis)) return;
  const voice = find();
  if (!voice) return;
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.9;
  said.volume = 0.8;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
};
