/** Forty invented names. */
export const agentNames = [
  'Maya Lindqvist', 'Tomasz Zieliński', 'Amara Okafor', 'Diego Fuentes', 'Priya Raghavan',
  'Jonas Weber', 'Aisha Rahman', 'Kenji Morita', 'Sofia Papadaki', 'Liam Gallagher',
  'Chiara Bianchi', 'Mateus Carvalho', 'Hạnh Nguyễn', 'Olena Kovalenko', 'Kwame Mensah',
  'Ingrid Solberg', 'Yusuf Demir', 'Camille Fournier', 'Arjun Mehta', 'Zanele Dube',
  'Lucía Herrera', 'Piet van Dijk', 'Mei-Ling Chow', 'Farid Haddad', 'Aroha Ngata',
  'Anneli Koskinen', 'Rafael Domínguez', 'Esi Boateng', 'Bálint Szabó', 'Noor Siddiqui',
  'Joana Teixeira', 'Callum Fraser', 'Min-jun Seo', 'Katarína Horváthová', 'Ousmane Diallo',
  'Freya Mikkelsen', 'Tariq Aziz Khan', 'Leilani Kealoha', 'Andrei Munteanu', 'Grace Wanjiru',
] as const;
