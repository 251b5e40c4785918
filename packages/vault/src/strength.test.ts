import { expect, it } from 'vitest';
import { strengthOf } from './strength.ts';

it('calls weak what anybody tries first', () => {
  for (const text of ['password1234', 'Passwort123456789', 'qwertyuiopasdfghjkl', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '123456789012345678901234567890', 'abcabcabcabcabcabcabcabcabc', 'summer2026', 'maya okafor maya okafor', 'onhook onhook onhook'])
    expect({ text, strength: strengthOf(text, ['Maya', 'Okafor']) }).toEqual({ text, strength: 'weak' });
});

it('calls strong a few words that do not belong together, in any script', () => {
  for (const text of ['kettle orbit velvet marsh thimble', 'Regenschirm Ofen Tinte Gurke flink', 'gkT7#vw!Qz92mRx&Lp', 'чайник орбита бархат болото ключ'])
    expect({ text, strength: strengthOf(text, ['Maya']) }).toEqual({ text, strength: 'strong' });
});
