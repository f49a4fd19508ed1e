"""How pages say, in the languages of the world, that they are not there; regular expressions without groups that count."""

from __future__ import annotations

# Per language: what says that something is missing, and the words that stand around it without saying anything else.
MISSING_BY_LANGUAGE = {
    "en": (
        (r"not (?:be )?found|no longer (?:here|exists?|available)|(?:does|do)(?: not|n.t) exist|(?:is|was)(?: not|n.t) (?:available|here)"
         r"|page missing|gone missing|(?:is|are) gone|(?:is|was) (?:removed|deleted)|nothing (?:was )?found|nothing (?:to see )?here|lost your way"),
        ("error|err|http|status|code|page|the|this|that|your|file|url|document|content|resource|article|site|web|requested|request"
         "|you|we|i|is|was|were|are|be|been|has|have|could|can|cannot|can't|couldn|sorry|oops|whoops|uh|oh|hmm|ooops|ups|opps|hoppla|gone"
         "|looking|for|find|found|not|t|s|re|on|server|there|here|it|it's|to|a|an|seems|looks|like|in|our|at|moment"),
    ),
    "nl": (r"niet (?:meer )?(?:worden )?(?:gevonden|beschikbaar)|niet (?:meer )?(?:te )?vinden|bestaat niet", "leider|fout|pagina|deze|die|is|helaas|kan|kon|worden|werd|de|u|je|zoekt|zocht|we|wij|kunnen|konden|het|bestand|artikel|sorry|oeps"),
    "de": (r"nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|finden)|existiert nicht|gibt es nicht", "fehler|seite|die|diese|dieser|der|wurde|werden|konnte|kann|ist|leider|angeforderte|gesuchte|gewünschte|sie|wir|inhalt|artikel|das|dokument|datei|entschuldigung|gibt|es|mehr"),
    "fr": (r"introuvable|impossible de trouver|n.existe (?:pas|plus)|(?:pas|plus) (?:été )?trouvée?|non trouvée?", "erreur|page|la|cette|cet|article|est|n'a|a|n|que|vous|recherchez|cherchez|demandée|désolé|oups|fichier|document|le|ce|contenu|été|une"),
    "es": (r"no (?:fue |ha sido )?encontrad[ao]|no (?:se )?(?:ha |pudo )?(?:encontr\w+)|no existe|no (?:está )?disponible", "página|pagina|esta|la|que|buscas|busca|solicitada|lo|sentimos|el|artículo|archivo|contenido|se|podemos|hemos|error|ups|vaya"),
    "it": (r"non (?:è stata |è stato )?trovat[ao]|non esiste|non (?:è )?disponibile", "pagina|la|questa|errore|che|stai|cercando|richiesta|spiacenti|il|contenuto|articolo|ops|è|stata"),
    "pt": (r"não (?:foi )?encontrad[ao]|não (?:foi possível )?encontr\w+|não existe|não (?:está )?disponível", "página|pagina|esta|a|que|você|procura|solicitada|erro|desculpe|o|conteúdo|artigo|ops|foi"),
    "pl": (r"nie istnieje|nie (?:została |został |zostało )?(?:znalezion[aoy]|znaleziono|odnaleziono|odnaleziona)|nie (?:można |udało się )?(?:znaleźć|odnaleźć)", "strona|strony|o|podanym|adresie|tym|adresem|pod|tej|ta|takiej|taka|nie|błąd|której|szukasz|podana|żądana|ups|przepraszamy|artykuł|została|można"),
    "tr": (r"bulunamadı|bulunmuyor|mevcut değil|bulamadık", "sayfa|sayfayı|aradığınız|bu|hata|üzgünüz|içerik|maalesef"),
    "sv": (r"(?:hittades|finns|kunde|kan|gick) (?:inte|ej)(?: att| längre)?(?: hitta| hittas| hittades)?|hittar inte|saknas", "sidan|sida|denna|den|du|söker|sökte|tyvärr|hoppsan|fel|vi|kan|kunde|begärda|artikeln|som"),
    "da": (r"(?:blev |er |kunne |kan )?ikke (?:fundet|findes|finde)|findes ikke|eksisterer ikke", "siden|side|denne|den|du|leder|efter|beklager|fejl|ups|desværre|vi|kunne|kan|blev|artiklen|som|søger"),
    "nb": (r"(?:ble |er |kunne |kan )?ikke (?:funnet|finnes|finne)|finnes ikke|eksisterer ikke|fant ikke|finner ikke", "siden|side|denne|den|du|leter|etter|beklager|feil|ups|dessverre|vi|artikkelen|som"),
    "fi": (r"ei (?:löydy|löytynyt|ole olemassa|löydetty)|eikö löytynyt", "sivua|sivu|etsimääsi|hakemaasi|valitettavasti|virhe|hups|tätä|pyydettyä|pyytämääsi"),
    "cs": (r"(?:nebyla?|nebylo) (?:\w+ )?nalezena?o?|nenalezena?o?|neexistuje|nelze (?:\w+ )?(?:najít|nalézt)", "stránka|stránku|tato|požadovaná|hledaná|chyba|bohužel|jejda|omlouváme|se"),
    "sk": (r"(?:nebola?|nebolo) (?:\w+ )?nájdená?é?|nenájdená?é?|sa nenašla|neexistuje", "stránka|táto|požadovaná|hľadaná|chyba|bohužiaľ|ospravedlňujeme|sa"),
    "hu": (r"nem (?:található|létezik|érhető el|találtuk)", "az|a|oldal|keresett|hiba|sajnáljuk|hoppá|ez|kért|lap"),
    "ro": (r"nu (?:a fost |poate fi )?(?:găsită?|gasită?|gasita)|nu există|nu exista", "pagina|paginii|această|aceasta|căutată|solicitată|eroare|ne|pare|rău|care|o|cauți|pe|nu|ups"),
    "el": (r"δεν (?:βρέθηκε|υπάρχει)", "η|σελίδα|που|ζητήσατε|αναζητάτε|αυτή|σφάλμα|λυπούμαστε"),
    "ru": (r"не (?:была )?найдена?|не существует|не найдено|не удалось найти", "страница|страницы|такой|эта|запрашиваемая|запрошенная|ошибка|извините|к|сожалению|упс|была"),
    "uk": (r"не знайдено|не (?:було )?знайдена?|не існує", "сторінка|сторінку|такої|сторінки|ця|помилка|на|жаль|вибачте|запитану"),
    "bg": (r"не (?:е |беше )?(?:намерена?|открита?)|не съществува", "страницата|страница|тази|грешка|съжаляваме|търсената|е"),
    "hr": (r"nije pronađena?|ne postoji|nije nađena", "stranica|tražena|ova|greška|žao|nam|je|nažalost"),
    "sl": (r"ni (?:bila? )?(?:mogoče )?naj(?:dena|ti)|ne obstaja", "stran|strani|ta|iskana|napaka|žal"),
    "vi": (r"không (?:được )?tìm thấy|không tồn tại", "trang|này|bạn|tìm|kiếm|lỗi|rất|tiếc|xin"),
    "id": (r"tidak (?:dapat )?(?:ditemukan|tersedia)|tidak ada", "halaman|ini|yang|anda|cari|maaf|kesalahan|laman"),
    "ca": (r"no (?:s.ha )?trobad?[ao]?t?|no existeix", "pàgina|la|aquesta|s'ha|error|que|busqueu"),
    "ar": (r"غير موجودة?|لم يتم العثور|لا يمكن العثور|غير متوفرة?", "خطأ|الصفحة|على|عفوا|عفواً|عذرا|عذراً|هذه|التي|المطلوبة|تبحث|عنها"),
    "he": (r"לא נמצאה?|לא קיימת?|אינו קיים|אינה קיימת", "הדף|דף|העמוד|עמוד|שגיאה|המבוקש|מצטערים|זה|אופס"),
    "fa": (r"یافت نشد|پیدا نشد|وجود ندارد", "صفحه|خطا|ای|مورد|نظر|این|متاسفانه"),
    "hi": (r"नहीं मिला|नहीं मिली|मौजूद नहीं", "पृष्ठ|पेज|यह|त्रुटि|क्षमा|करें|है"),
    "ja": (r"見つかりません(?:でした)?|存在しません|みつかりません(?:でした)?|見つかりませんでした", ""),
    "zh": (r"未找到|找不到|不存在|没有找到|沒有找到|無法找到|无法找到", ""),
    "ko": (r"찾을 수 없|존재하지 않|없는 페이지", ""),
    "th": (r"ไม่พบ", ""),
}  # fmt: skip
# Languages that write without blanks, or hang their endings on words: these parts count as nothing wherever they stand.
FILLER_PARTS = (
    "お探しの|指定された|ご指定の|要求された|申し訳ございません|申し訳ありません|ページ|エラー|が|は|を|の|です"
    "|抱歉|对不起|對不起|您|你|请求的|請求的|访问的|訪問的|要|查找的|该|該|此|页面|頁面|网页|網頁|页|頁|文件|错误|錯誤|已|了|或"
    "|요청하신|요청한|페이지를|페이지가|페이지|오류|습니다|는|을|를|가|입니다|죄송합니다"
    "|หน้า|ที่คุณ|ค้นหา|ต้องการ|นี้|เว็บ|ที่|ขออภัย"
)
MISSING = "|".join(missing for missing, _around in MISSING_BY_LANGUAGE.values())
FILLER = "|".join(around for _missing, around in MISSING_BY_LANGUAGE.values() if around)
