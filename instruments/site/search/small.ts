/** Words of any sentence, which say little of what is asked. */
import { bare, stemOf } from './words.ts';

const SMALL_WORDS = new Set(
  (
    'a an and any between difference different equivalent example explain explained explanation introduction tutorial guide are as at be but by can could do does for from get got had has have how i if in into is it its mean meaning my no ' +
    'not of on one or should so some than that the their them then there these they this to use using vs was we what when where which ' +
    'who whose why will with would you your actually really exactly just need needs want please help know versus instead ' +
    'isn doesn don didn aren wasn won couldn shouldn affect affects happen happens happening work works working about because but during only also still always ' +
    'every each much many ways best good correctly properly simply intuition intuitively eli5 give gives make makes made cause causes fix solve problem issue point purpose role cnn cnns ' +
    '이란 란 왜 어떻게 무엇 무슨 뭐 뭐야 뭔가 뭔지 뭘까 왜냐 때 것 법 방법 이유 뜻 하나 어떤 어느 및 그 안 못 개수 갯수 대한 대해 위한 하려면 될까 되나 하나요 인가요 차이 다른 다름 설명 예제 하는 쓰는 쓰나 쓰나요 나오나 나오는 나와요 나오나요 뜨는 뜨나요 건가 건가요 뭔가요 무엇인가 정하나 뭐가 뭘 다르 다른가 다른지 다르나 써야 써요 써도 하는지 인지 건지 하는데 헷갈림 헷갈려 헷갈리 궁금 같은가 같은건가 같은지 같나 같나요 알려줘 정확히 실제 실제로 진짜 그냥 처럼 거죠 하는거죠 걸까 뭐임 뭔데 뭐지 뭐죠 뭔가여 무엇인지 무엇인가요 어케 어떡해 어떻게해 어떤건가요 알려주세요 궁금합니다 하는법 쓰는법 구하는 구하는법 왜그래 왜그런가요 왜이래 왜죠 되나요 되는지 됩니까 있나 있나요 있어 있나여 좋아 좋은가 맞나 맞나요 맞아 개 몇 해주세요 좀 맞음 어디 어디에 어디서 뭘로 무엇으로'
  )
    .split(' ')
    .map(stemOf),
);

// do, be, become, give, come, look and the like, in the endings of questions and conditions: 되는데, 안주면, 하려면, 나올까
const GENERAL =
  /^[안못]?(?:(?:하|되|주|있|없|나오|보|쓰|오|가|이|않|두|맞|그러|어떡하|해야하|해주|써야하)(?:면|나|나여|나요|냐|니|니까|는가|는가요|는데|는데요|는지|는지요|려면|려고|죠|지|지요|거나|고)|(?:할|될|볼|쓸|줄|나올|있을|해야할)(?:까|까요|지|수)|(?:하|되|있|없|돼|해|써)야?(?:어|어요|여|요|서|도))$/;

/** Whether a stem is a word of any sentence, also where it is too short for its particle to be told, 뜻이, or a particle by itself. */
export const isSmall = (stem: string): boolean =>
  !bare(stem) || SMALL_WORDS.has(stem) || SMALL_WORDS.has(bare(stem)) || GENERAL.test(stem);
