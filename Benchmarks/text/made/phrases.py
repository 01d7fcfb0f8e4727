"""What the made documents say: sentences written for them, and for nothing else."""

ENGLISH = """
The lock keeper opens the upper gate before the first barge arrives at seven.
Every autumn the mill race is drained, and the boys of the village collect the stranded eels.
A letter from the survey office asked for the depth of the channel at nine places.
Nobody remembered who had painted the numbers on the stone posts along the towpath.
The engineer wrote that the culvert would carry twice the water of the old one.
When the frost came early, the boatmen broke the ice with poles and went on to market.
Three clerks copied the ledger, and each of them copied a different mistake.
The new bridge was paid for by a toll of two pence, which was never lifted.
Rain fell for eleven days, and the reservoir above the town rose by almost a metre.
She measured the flow twice a week and kept the figures in a green notebook.
Below the weir the river divides, and the smaller arm feeds the tannery.
Repairs to the sluice were put off until the contractor had found better timber.
The committee met in the school because the council room had no stove.
It is not certain whether the old channel was dug by monks or by soldiers.
Boats longer than twenty metres must wait until both chambers have been emptied.
The warehouse still smells of rope, tar and oranges after a hundred years.
An inspector came from the capital, looked at the pumps, and left without a word.
The map shows a ferry where today there is only a row of willows.
Our grandmother sold tickets at the landing stage and knew every captain by name.
Most of the bricks were burned on the spot, from clay that the diggers had thrown aside.
The valve is closed by hand, and eighteen turns of the wheel are enough.
In dry summers the basin shows the foundations of an earlier quay.
Complaints about the noise of the turbine were answered with a promise of earplugs.
The annual report names forty workers, of whom six could sign their names.
A wooden model of the staircase locks stands in the hall of the technical school.
The fish ladder was added later, after an angler had written to the newspaper.
Water that enters by the northern tunnel needs five hours to reach the harbour.
He repaired the gauge with a spoon handle, and it has been right ever since.
Traffic on the canal was heaviest in the year before the railway opened.
The dredger works only at night, so that the pleasure boats are not disturbed.
""".strip().split("\n")

HEBREW = """
שומר הסכר פותח את השער העליון לפני שהסירה הראשונה מגיעה בבוקר.
בכל סתיו מרוקנים את התעלה והילדים אוספים את הדגים שנשארו במים הרדודים.
המהנדסת כתבה שהגשר החדש ישא פי שניים מן הישן.
אחרי שבוע של גשם עלה המאגר שמעל העיר כמעט מטר.
אף אחד לא זכר מי צייר את המספרים על אבני הדרך.
הוועדה נפגשה בבית הספר כי באולם העירייה לא היה תנור.
""".strip().split("\n")

ARABIC = """
يفتح حارس البوابة السد قبل وصول القارب الأول في الصباح.
في كل خريف يفرغ الماء من القناة ويجمع الأولاد السمك الباقي فيها.
كتبت المهندسة أن الجسر الجديد يحمل ضعف ما يحمله القديم.
بعد أسبوع من المطر ارتفع الخزان فوق المدينة مترا واحدا تقريبا.
لم يتذكر أحد من رسم الأرقام على أحجار الطريق.
اجتمعت اللجنة في المدرسة لأن قاعة البلدية كانت باردة جدا.
""".strip().split("\n")

PERSIAN = """
نگهبان آب‌بند پیش از رسیدن نخستین قایق دروازه را باز می‌کند.
هر پاییز آب کانال را خالی می‌کنند و بچه‌ها ماهی‌ها را جمع می‌کنند.
مهندس نوشت که پل تازه دو برابر پل کهنه بار می‌برد.
پس از یک هفته باران آب سد بالای شهر نزدیک یک متر بالا آمد.
هیچ کس به یاد نداشت چه کسی شماره‌ها را روی سنگ‌ها کشیده بود.
""".strip().split("\n")

URDU = """
نگران صبح پہلی کشتی کے آنے سے پہلے اوپر کا دروازہ کھولتا ہے۔
ہر خزاں میں نہر خالی کی جاتی ہے اور بچے مچھلیاں پکڑتے ہیں۔
انجینئر نے لکھا کہ نیا پل پرانے پل سے دگنا وزن اٹھائے گا۔
ایک ہفتے کی بارش کے بعد شہر کے اوپر کا تالاب بھر گیا۔
کسی کو یاد نہیں تھا کہ پتھروں پر یہ نمبر کس نے لکھے تھے۔
""".strip().split("\n")

HINDI = """
पहली नाव के आने से पहले चौकीदार ऊपर का फाटक खोलता है।
हर शरद में नहर खाली की जाती है और बच्चे मछलियाँ पकड़ते हैं।
अभियंता ने लिखा कि नया पुल पुराने पुल से दुगना भार उठाएगा।
एक सप्ताह की वर्षा के बाद नगर के ऊपर का जलाशय भर गया।
किसी को स्मरण नहीं था कि पत्थरों पर ये संख्याएँ किसने लिखी थीं।
""".strip().split("\n")

JAPANESE = """
水門の番人は最初の船が着く前に上の扉を開ける。
秋になると水路の水を抜き、子供たちが残った魚を集める。
技師は新しい橋が古い橋の二倍の重さに耐えると書いた。
一週間の雨で町の上の貯水池は一メートル近く増えた。
道の石に番号を描いた人を誰も覚えていなかった。
""".strip().split("\n")

RUSSIAN = """
Смотритель шлюза открывает верхние ворота до прихода первой баржи.
Каждую осень воду спускают, и дети собирают рыбу на мелком дне.
Инженер написала, что новый мост выдержит вдвое больше старого.
После недели дождей водохранилище над городом поднялось почти на метр.
Никто не помнил, кто нарисовал цифры на камнях вдоль дороги.
""".strip().split("\n")

# Words that lines may be broken in, with the place of the break.
BREAKABLE = ["naviga-tion", "reser-voir", "engi-neer", "ware-house", "founda-tions", "con-tractor", "com-mittee",
             "meas-urement", "jour-nal", "sum-mer", "har-bour", "tur-bine"]

PLACES = ["Upper Lock", "Mill Weir", "North Tunnel", "Stone Quay", "Willow Bend", "East Basin", "Pump House", "Ferry Stage",
          "Brick Yard", "Long Reach", "Tannery Arm", "Old Harbour"]
GOODS = ["Oak planks", "Lamp oil", "Hemp rope", "Coal tar", "Iron bolts", "Roof slates", "Lime mortar", "Chain links",
         "Copper sheet", "Boat paint"]
