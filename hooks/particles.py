"""What may follow a Korean noun within its word: particles, and forms of 이다."""

NOUN_ENDINGS = """
들 은 는 이 가 을 를 의 에 에서 에게 와 과 로 으로 로서 으로서 로써 으로써 도 만 뿐 까지 부터 처럼 보다 마다 조차 밖에 대로 씩
하고 이나 나 이란 란 이든 든 이라도 라도 이야말로 야말로
"""
COPULA = """
이다 다 이고 고 이며 며 이면 면 이자 자 이지 지 이지만 지만 이라 라 이라고 라고 이라는 라는 이라면 라면 이라서 라서 이므로 므로
이니 니 이었다 였다 이어야 여야 이어서 여서 이기 인 인데 인지 일 일까 임 입니다
"""
# longest first, so that none hides a longer one; up to three in a row: 커널들에서는
_either = "|".join(sorted({*NOUN_ENDINGS.split(), *COPULA.split()}, key=len, reverse=True))
PARTICLES = f"(?:{_either}){{0,3}}"
