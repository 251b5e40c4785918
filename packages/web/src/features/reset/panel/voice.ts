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
export const watchVoice = (report: (there: boolean) => void): (() => void) => {
  if (!('speechSynthesis' in globalThis)) return () => {};
  const look = (): void => report(find() !== null);
  look();
  speechSynthesis.addEventListener?.('voiceschanged', look);
  return () => speechSynthesis.removeEventListener?.('voiceschanged', look);
};

export const speak = (words: string): void => {
  if (!('speechSynthesis' in globalThis)) return;
  const voice = find();
  if (!voice) return;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.9;
  utterance.volume = 0.8;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
};
