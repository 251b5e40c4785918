/** Returns the page's language, which is the language of the spoken guidance. */
const language = (): string => document.documentElement.lang || navigator.language;

const matches = (voice: SpeechSynthesisVoice): boolean =>
  voice.lang.slice(0, 2).toLowerCase() === language().slice(0, 2).toLowerCase();

/** Returns a voice that runs on this machine, so that no text is sent to another service; null if there is none. */
const find = (): SpeechSynthesisVoice | null =>
  speechSynthesis.getVoices().find((voice) => voice.localService && matches(voice)) ?? null;

/**
 * Tells whether there is a voice, now and on every change, since browsers load their voices late. Returns a function
 * that stops watching.
 */
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
