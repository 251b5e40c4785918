import type { Page } from 'playwright-core';

/** A sound, vibration or system notification, and the text that was on the screen at that time. */
export interface Sensed {
  readonly kind: 'tone' | 'voice' | 'vibration' | 'notice' | 'silence';
  readonly what: string;
  readonly shown: string;
}

interface Recording {
  readonly sensed: Sensed[];
  readonly announced: string[];
}
type Recorded = typeof globalThis & { recording: Recording };

/** Records every tone, spoken text, vibration and notification without suppressing it. To be called before the page is opened. */
export const recordSenses = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const recording: Recording = { sensed: [], announced: [] };
    (globalThis as Recorded).recording = recording;
    const note = (kind: Sensed['kind'], what: string): void => {
      // A sound may come a frame before the paint, but not before the text is in the page.
      queueMicrotask(() => recording.sensed.push({ kind, what, shown: document.querySelector('main')?.textContent ?? '' }));
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      note('tone', '');
      return start.call(this, when);
    };
    const suspend = AudioContext.prototype.suspend;
    AudioContext.prototype.suspend = function () {
      note('silence', 'tones');
      return suspend.call(this);
    };
    const speak = speechSynthesis.speak.bind(speechSynthesis);
    speechSynthesis.speak = (utterance) => {
      note('voice', `${utterance.lang}: ${utterance.text}`);
      if (utterance instanceof EventTarget) speak(utterance);
    };
    const cancel = speechSynthesis.cancel.bind(speechSynthesis);
    speechSynthesis.cancel = () => {
      note('silence', 'voice');
      cancel();
    };
    const vibrate = navigator.vibrate.bind(navigator);
    navigator.vibrate = (pattern: number | Iterable<number>) => {
      note('vibration', String(pattern));
      return vibrate(typeof pattern === 'number' ? pattern : [...pattern]);
    };
    const Real = Notification;
    globalThis.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        note('notice', title);
      }
    };

    // A screen reader reads sentences that get the focus, and the text of the only live region.
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLHeadingElement) recording.announced.push(`# ${target.textContent}`);
    });
    let last = '';
    new MutationObserver(() => {
      const status = document.querySelector('[role=status]')?.textContent ?? '';
      if (status && status !== last) recording.announced.push(status);
      last = status;
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

export const sensed = (page: Page): Promise<Sensed[]> => page.evaluate(() => (globalThis as Recorded).recording.sensed);
export const announced = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as Recorded).recording.announced);
export const forget = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { recording } = globalThis as Recorded;
    recording.sensed.length = 0;
    recording.announced.length = 0;
  });

/** Gives the browser these voices. Chromium's own voice objects can't be constructed, so the utterances are replaced too. */
export const withVoices = (page: Page, voices: readonly { readonly lang: string; readonly localService: boolean }[]): Promise<unknown> =>
  page.addInitScript((there) => {
    speechSynthesis.getVoices = () => there as unknown as SpeechSynthesisVoice[];
    globalThis.SpeechSynthesisUtterance = class {
      lang = '';
      text: string;
      constructor(text: string) {
        this.text = text;
      }
    } as unknown as typeof SpeechSynthesisUtterance;
  }, voices);
