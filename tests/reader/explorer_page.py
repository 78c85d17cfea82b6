"""What the tests of the explorer's page share: the addresses that they open, and what is read there."""

START = "en/explorer/?op=Conv2DTranspose&height=2&width=2&kernel_size=3&strides=2&padding=valid&kernel=ones&input=1,2,3,4"


LARGEST = "en/explorer/?op=Conv2DTranspose&height=8&width=8&kernel_size=7&strides=5&padding=same&kernel=random1&input=random2"


def until(page, condition):
    """What wait_for_function does, without the eval that the page's policy forbids."""
    frames = f"for (let frames = 0; !({condition}); frames++)"
    late = "if (frames > 600) throw new Error('never so')"
    page.evaluate(f"(async () => {{ {frames} {{ {late}; await new Promise(requestAnimationFrame) }} }})()")


def settle(page):
    # the cells for the keyboard follow when the picture is at rest
    page.locator("conv-explorer .box[aria-busy=false]").first.wait_for(state="attached")


def rest(page):
    """Until picture and page move no more."""
    settle(page)
    page.evaluate(
        """async () => {
          for (let still = 0, before; still < 5; before = scrollY) {
            await new Promise(requestAnimationFrame)
            still = before === scrollY ? still + 1 : 0
          }
        }"""
    )


def grid(page, name):
    """The numbers of the grid whose title starts so, as a screen reader gets them."""
    rows = page.locator(f"[role=grid][aria-label^='{name}'] [role=row]")
    of = "all => all.map(row => [...row.children].map(cell => cell.getAttribute('aria-label')))"
    return rows.evaluate_all(of)


def cell(page, name, y, x):
    return (
        page.locator(f"[role=grid][aria-label^='{name}'] [role=row]").nth(y).locator("[role=gridcell]").nth(x)
    )


def facts(page):
    """What is read of the layer, which follows its picture."""
    settle(page)
    return page.locator("conv-explorer dl")


def says(page):
    settle(page)  # it follows the picture
    return page.locator(".says").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def position(page):
    settle(page)
    return page.locator(".steps output").inner_text()


def rare(page, name):
    """The control of an argument that is folded away until it is asked for."""
    fold = page.locator("conv-explorer .rare")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return page.get_by_label(name, exact=True)


def numbers(rows):
    return [[float(text.split(",")[0].replace("−", "-")) for text in row] for row in rows]


BLANK = """() => {  // how many pixels high the highest empty part of the picture is
  const { width, height } = document.querySelector("conv-explorer .box canvas")
  const { data } = document.querySelector("conv-explorer .box canvas").getContext("2d").getImageData(0, 0, width, height)
  const rows = new Uint32Array(data.buffer)
  let blank = 0, most = 0
  for (let y = 0; y < height; y++) {
    blank = rows.subarray(y * width, (y + 1) * width).every(it => it === rows[0]) ? blank + 1 : 0
    most = Math.max(most, blank)
  }
  return most
}"""


UNSEEN = """() => [...document.querySelectorAll("conv-explorer .box")].map(it => [
    it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight])[0]"""


# what of an element's text a reader does not see although it is on the page: cut off, or to be scrolled to in a box
HIDDEN = """it => {
  const range = document.createRange()
  range.selectNodeContents(it)
  const lines = [...range.getClientRects()]
  const boxes = []
  for (let box = it; box !== document.documentElement; box = box.parentElement)
    if (!/visible/.test(getComputedStyle(box).overflow)) boxes.push(box.getBoundingClientRect())
  return lines.filter(({ left, right, top, bottom }) =>
    left < 0 || right > innerWidth || boxes.some(box => top < box.top - 1 || bottom > box.bottom + 1 || right > box.right + 1)
  ).length
}"""


DEEP = "en/explorer/?op=Conv2D&height=3&width=4&channels=2&filters=3&use_bias=True&kernel_size=2&kernel=count"


DEEP += "&cell=canvas,1,2&output_channel=2"
