/// The same little story in 37 languages, for tests of what tells languages; written for them.
public enum Stories {
  /// The story by its language's code of ISO 639-1.
  public static let all: [(language: String, text: String)] = [
    (
      "en",
      "Yesterday we walked along the river until it began to rain. The children found a small boat and asked whether anyone knew its owner. Nobody answered, so we went home and drank hot tea in the kitchen."
    ),
    (
      "de",
      "Gestern gingen wir am Fluss entlang, bis es zu regnen begann. Die Kinder fanden ein kleines Boot und fragten, ob jemand den Besitzer kenne. Niemand antwortete, also gingen wir nach Hause und tranken heißen Tee."
    ),
    (
      "fr",
      "Hier nous avons marché le long de la rivière jusqu'à ce qu'il commence à pleuvoir. Les enfants ont trouvé un petit bateau et ont demandé si quelqu'un connaissait son propriétaire. Personne n'a répondu, alors nous sommes rentrés."
    ),
    (
      "es",
      "Ayer caminamos junto al río hasta que empezó a llover. Los niños encontraron un barco pequeño y preguntaron si alguien conocía a su dueño. Nadie contestó, así que volvimos a casa y bebimos té caliente en la cocina."
    ),
    (
      "it",
      "Ieri abbiamo camminato lungo il fiume finché non ha cominciato a piovere. I bambini hanno trovato una piccola barca e hanno chiesto se qualcuno conoscesse il proprietario. Nessuno ha risposto, così siamo tornati a casa."
    ),
    (
      "pt",
      "Ontem caminhámos ao longo do rio até começar a chover. As crianças encontraram um pequeno barco e perguntaram se alguém conhecia o dono. Ninguém respondeu, por isso voltámos para casa e bebemos chá quente na cozinha."
    ),
    (
      "nl",
      "Gisteren liepen we langs de rivier tot het begon te regenen. De kinderen vonden een kleine boot en vroegen of iemand de eigenaar kende. Niemand antwoordde, dus gingen we naar huis en dronken hete thee in de keuken."
    ),
    (
      "sv",
      "I går gick vi längs floden tills det började regna. Barnen hittade en liten båt och frågade om någon kände ägaren. Ingen svarade, så vi gick hem och drack varmt te i köket medan regnet slog mot fönstret."
    ),
    (
      "da",
      "I går gik vi langs floden, indtil det begyndte at regne. Børnene fandt en lille båd og spurgte, om nogen kendte ejeren. Ingen svarede, så vi gik hjem og drak varm te i køkkenet, mens regnen slog mod ruden."
    ),
    (
      "fi",
      "Eilen kävelimme joen vartta, kunnes alkoi sataa. Lapset löysivät pienen veneen ja kysyivät, tunsiko kukaan sen omistajaa. Kukaan ei vastannut, joten menimme kotiin ja joimme kuumaa teetä keittiössä sateen ropistessa ikkunaan."
    ),
    (
      "et",
      "Eile kõndisime mööda jõe kallast, kuni hakkas vihma sadama. Lapsed leidsid väikese paadi ja küsisid, kas keegi tunneb selle omanikku. Keegi ei vastanud, nii et läksime koju ja jõime köögis kuuma teed."
    ),
    (
      "lv",
      "Vakar mēs staigājām gar upi, līdz sāka līt lietus. Bērni atrada mazu laivu un jautāja, vai kāds pazīst tās īpašnieku. Neviens neatbildēja, tāpēc mēs devāmies mājās un virtuvē dzērām karstu tēju."
    ),
    (
      "lt",
      "Vakar vaikščiojome palei upę, kol pradėjo lyti. Vaikai rado mažą valtį ir paklausė, ar kas nors pažįsta jos savininką. Niekas neatsakė, todėl grįžome namo ir virtuvėje gėrėme karštą arbatą."
    ),
    (
      "pl",
      "Wczoraj spacerowaliśmy wzdłuż rzeki, aż zaczęło padać. Dzieci znalazły małą łódkę i zapytały, czy ktoś zna jej właściciela. Nikt nie odpowiedział, więc wróciliśmy do domu i wypiliśmy w kuchni gorącą herbatę."
    ),
    (
      "cs",
      "Včera jsme šli podél řeky, dokud nezačalo pršet. Děti našly malou loďku a ptaly se, jestli někdo nezná jejího majitele. Nikdo neodpověděl, a tak jsme šli domů a v kuchyni jsme pili horký čaj."
    ),
    (
      "sk",
      "Včera sme kráčali popri rieke, kým nezačalo pršať. Deti našli malú loďku a pýtali sa, či niekto pozná jej majiteľa. Nikto neodpovedal, a tak sme išli domov a v kuchyni sme pili horúci čaj."
    ),
    (
      "hu",
      "Tegnap a folyó mentén sétáltunk, amíg el nem kezdett esni az eső. A gyerekek találtak egy kis csónakot, és megkérdezték, ismeri-e valaki a gazdáját. Senki sem válaszolt, ezért hazamentünk, és forró teát ittunk a konyhában."
    ),
    (
      "ro",
      "Ieri am mers de-a lungul râului până a început să plouă. Copiii au găsit o barcă mică și au întrebat dacă cineva îl cunoaște pe stăpânul ei. Nimeni nu a răspuns, așa că ne-am întors acasă și am băut ceai fierbinte."
    ),
    (
      "hr",
      "Jučer smo šetali uz rijeku dok nije počela padati kiša. Djeca su pronašla mali čamac i pitala zna li tko njegova vlasnika. Nitko nije odgovorio, pa smo otišli kući i u kuhinji pili vrući čaj."
    ),
    (
      "tr",
      "Dün yağmur başlayana kadar nehir boyunca yürüdük. Çocuklar küçük bir tekne buldular ve sahibini tanıyan olup olmadığını sordular. Kimse cevap vermedi, bu yüzden eve döndük ve mutfakta sıcak çay içtik."
    ),
    (
      "vi",
      "Hôm qua chúng tôi đi dọc theo bờ sông cho đến khi trời bắt đầu mưa. Bọn trẻ tìm thấy một chiếc thuyền nhỏ và hỏi có ai biết chủ của nó không. Không ai trả lời, vì vậy chúng tôi về nhà và uống trà nóng trong bếp."
    ),
    (
      "id",
      "Kemarin kami berjalan di sepanjang sungai sampai hujan mulai turun. Anak-anak menemukan sebuah perahu kecil dan bertanya apakah ada yang mengenal pemiliknya. Tidak ada yang menjawab, jadi kami pulang dan minum teh panas di dapur."
    ),
    (
      "sw",
      "Jana tulitembea kando ya mto mpaka mvua ilipoanza kunyesha. Watoto waliona mashua ndogo na wakauliza kama kuna mtu anayemjua mwenye mashua hiyo. Hakuna aliyejibu, kwa hiyo tulirudi nyumbani na kunywa chai ya moto jikoni."
    ),
    (
      "el",
      "Χθες περπατήσαμε δίπλα στο ποτάμι μέχρι που άρχισε να βρέχει. Τα παιδιά βρήκαν μια μικρή βάρκα και ρώτησαν αν κάποιος γνωρίζει τον ιδιοκτήτη της. Κανείς δεν απάντησε, και έτσι γυρίσαμε στο σπίτι και ήπιαμε ζεστό τσάι."
    ),
    (
      "ru",
      "Вчера мы гуляли вдоль реки, пока не начался дождь. Дети нашли маленькую лодку и спросили, не знает ли кто-нибудь её хозяина. Никто не ответил, поэтому мы вернулись домой и пили на кухне горячий чай."
    ),
    (
      "uk",
      "Учора ми гуляли вздовж річки, поки не почався дощ. Діти знайшли маленький човен і запитали, чи хтось знає його власника. Ніхто не відповів, тому ми повернулися додому й пили на кухні гарячий чай."
    ),
    (
      "bg",
      "Вчера вървяхме покрай реката, докато започна да вали. Децата намериха малка лодка и попитаха дали някой познава собственика ѝ. Никой не отговори, затова се върнахме у дома и пихме горещ чай в кухнята."
    ),
    (
      "ar",
      "مشينا أمس على طول النهر حتى بدأ المطر ينزل. وجد الأطفال قاربا صغيرا وسألوا هل يعرف أحد صاحبه. لم يجب أحد، فرجعنا إلى البيت وشربنا الشاي الساخن في المطبخ بينما كان المطر يضرب النافذة."
    ),
    (
      "fa",
      "دیروز در کنار رودخانه راه رفتیم تا این که باران شروع شد. بچه‌ها یک قایق کوچک پیدا کردند و پرسیدند که آیا کسی صاحب آن را می‌شناسد. هیچ کس جواب نداد، پس به خانه برگشتیم و در آشپزخانه چای داغ خوردیم."
    ),
    (
      "ur",
      "کل ہم دریا کے کنارے چلتے رہے یہاں تک کہ بارش شروع ہو گئی۔ بچوں کو ایک چھوٹی کشتی ملی اور انہوں نے پوچھا کہ کیا کوئی اس کے مالک کو جانتا ہے۔ کسی نے جواب نہیں دیا، اس لیے ہم گھر واپس آئے اور باورچی خانے میں گرم چائے پی۔"
    ),
    (
      "he",
      "אתמול הלכנו לאורך הנהר עד שהתחיל לרדת גשם. הילדים מצאו סירה קטנה ושאלו אם מישהו מכיר את הבעלים שלה. אף אחד לא ענה, ולכן חזרנו הביתה ושתינו תה חם במטבח בזמן שהגשם הכה בחלון."
    ),
    (
      "hi",
      "कल हम नदी के किनारे चलते रहे जब तक बारिश शुरू नहीं हुई। बच्चों को एक छोटी नाव मिली और उन्होंने पूछा कि क्या कोई उसके मालिक को जानता है। किसी ने जवाब नहीं दिया, इसलिए हम घर लौट आए और रसोई में गरम चाय पी।"
    ),
    (
      "bn",
      "গতকাল আমরা নদীর ধার দিয়ে হাঁটছিলাম যতক্ষণ না বৃষ্টি শুরু হলো। শিশুরা একটি ছোট নৌকা খুঁজে পেল এবং জিজ্ঞাসা করল কেউ তার মালিককে চেনে কিনা। কেউ উত্তর দিল না, তাই আমরা বাড়ি ফিরে গরম চা খেলাম।"
    ),
    (
      "th",
      "เมื่อวานนี้เราเดินเลียบแม่น้ำจนกระทั่งฝนเริ่มตก เด็กๆ พบเรือลำเล็กและถามว่ามีใครรู้จักเจ้าของหรือไม่ ไม่มีใครตอบ เราจึงกลับบ้านและดื่มชาร้อนในครัว"
    ),
    (
      "zh",
      "昨天我们沿着河边散步，直到开始下雨。孩子们发现了一条小船，问有没有人认识船的主人。没有人回答，于是我们回家，在厨房里喝了热茶。窗外的雨一直下到晚上，大家都早早地睡了。"
    ),
    (
      "ja",
      "昨日、私たちは雨が降り出すまで川沿いを歩きました。子供たちは小さな船を見つけて、誰か持ち主を知らないかと尋ねました。誰も答えなかったので、家に帰って台所で熱いお茶を飲みました。"
    ),
    (
      "ko",
      "어제 우리는 비가 오기 시작할 때까지 강을 따라 걸었습니다. 아이들은 작은 배를 발견하고 주인을 아는 사람이 있는지 물었습니다. 아무도 대답하지 않아서 우리는 집으로 돌아와 부엌에서 뜨거운 차를 마셨습니다."
    ),
  ]

  /// The story in English.
  public static let english = all[0].text
}
