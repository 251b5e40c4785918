import { expect, it } from 'vitest';
import { strengthOf } from './strength.ts';

it('A passphrase that guessers try first is weak', () => {
  for (const text of ['password1234', 'Passwort123456789', 'qwertyuiopasdfghjkl', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '123456789012345678901234567890', 'abcabcabcabcabcabcabcabcabc', 'summer2026', 'maya okafor maya okafor', 'onhook onhook onhook'])
    expect({ text, strength: strengthOf(text, ['Maya', 'Okafor']) }).toEqual({ text, strength: 'weak' });
});

it('A few unrelated words in any script are strong', () => {
  for (const text of ['kettle orbit velvet marsh thimble', 'Regenschirm Ofen Tinte Gurke flink', 'gkT7#vw!Qz92mRx&Lp', 'чайник орбита бархат болото ключ'])
    expect({ text, strength: strengthOf(text, ['Maya']) }).toEqual({ text, strength: 'strong' });
});
