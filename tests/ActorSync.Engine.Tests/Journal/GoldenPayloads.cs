using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Pacing;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>Payloads as each version wrote them, with what they mean. They stay readable for ever: a line is never changed, only added.</summary>
internal static class GoldenPayloads
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15, 3).PlusTicks(1_234_567);
    private static readonly Instant Midnight = Instant.FromUtc(2027, 1, 1, 0, 0);
    private static readonly RunId Run = new("20261125T171503123Z");
    private static readonly RunId NextRun = new("20270101T000000000Z");
    private static readonly SourceName Source = new("hris");
    private static readonly UserId User = new("0e3ae5a4-7cf1-4a2b-9c60-0d5b6b8f3f11");
    private static readonly SkillId Billing = new("a1b2c3d4-0000-4000-8000-000000000001");
    private static readonly CertificationId Pci = new("PCI_DSS_Compliance");
    private static readonly HeldCertification Held = new(Midnight.Minus(Duration.FromDays(365)), Midnight.PlusTicks(-10_000));

    private static readonly ObservedUser Observed = new(
        User, "0042", "zoë@contactcentre.example", UserState.Inactive, 17, "division-1", "Berlin",
        Holdings<SkillId, Level>.From([KeyValuePair.Create(Billing, new Level(3.5m)), KeyValuePair.Create(new SkillId("vip"), new Level(0.1234567m))]),
        Holdings<CertificationId, HeldCertification>.From([KeyValuePair.Create(Pci, Held)]),
        Now)
    {
        ProfileNames = new(["PCI_DSS_Compliance", "first aid"]),
    };

    private static readonly AgentLedger Ledger = new(
        "0042",
        [Source],
        [new(Source, Billing, new(3.5m))],
        [new(Source, Pci, HeldCertification.NameOnly)],
        [new(Pci, null, Midnight, Now.PlusNanoseconds(7), [new(Midnight, Midnight.Plus(Duration.FromDays(365)))])],
        [new(Source, Billing, Level.Zero, Midnight, null)]);

    private static readonly ImmutableArray<Operation> Operations =
    [
        new Operation.EndCertification(Pci, Held, Held with { ExpiresOn = Now }, OperationCause.Lapsed),
        new Operation.SetCertification(Pci, null, Held, OperationCause.Renewed),
        new Operation.SetCertification(Pci, Held, Held, OperationCause.Stated),
        new Operation.GrantSkill(Billing, new(5m), IsGate: true, OperationCause.Scheduled),
        new Operation.RateSkill(Billing, new(1m), new(4.25m), IsGate: false, OperationCause.Stated),
        new Operation.RevokeSkill(Billing, new(2m), IsGate: false, OperationCause.NoLongerStated),
    ];

    private static readonly JournalEntry.Intended Intended = new(User, Run, 1, Operations);

    private static readonly JournalEntry.Intended IntendedInDoubt = Intended with { Operations = Operations[..1], Doubt = new IntentDoubt("the target answered 502", Now) };

    private static readonly WriteDoubt Doubt = new(1, Operations, "the target answered 502", DoubtResult.AppliedInPart, Now);

    private static readonly GatewayUse Use = new()
    {
        Sent = 157,
        Allowed = 159.25,
        Worked = Duration.FromMilliseconds(31_850),
        InPause = Duration.FromMilliseconds(1_050),
        BareThrottles = 2,
        TokenThrottles = 3,
        Latencies = RouteLatencies.Of([KeyValuePair.Create("GET /api/v2/users", LatencyHistogram.Of([0, 0, 5, 0, 1]))]),
    };

    private static readonly RunSeal Seal = new(Run, 300, Digest.Of("root"u8), Digest.Of("facts"u8), [new(7, Digest.Of("seven"u8)), default], Digest.Of("before"u8));

    /// <summary>An event and a snapshot of a partition as they are sealed, with the people that their numbers mean and what they say.</summary>
    public static readonly (string Batch, string Snapshot, ImmutableArray<PersonIdentity> People, ImmutableArray<JournalEntry> Entries, PartitionSnapshot State, ChainHead Before, ChainHead After, Instant At) Sealed = (
        "0744778D82365E4AF681C40D5F0EEF5CF6F5899D3F0AC335050A7ED6779CF3F674048EF0C8D1B5C8E53F00080901020002D4C3B2A1000000408000000000000001010133000101125043495F4453535F436F6D706C69616E63650001162D2F323032372D30312D30315430303A30303A30305A02010101010123010A6469766973696F6E2D3101064265726C696E010204990201037669700787D61200000000000000000000000700010106B1FE0993950A02010206010966697273742061696402010101010468726973010C049902010C06000001060099950A0800070199950A81AC0A010C040099950A00030101133230323631313235543137313530333132335A01060506B1FE0993950AB1FE09020703CE03040600B1FE0993950A0801040601B1FE0993950AB1FE0993950A0001010428010101020408CA1A00000103041000030104010D01000C010506B1FE0993950AB1FE09020700251206010D01060506B1FE0993950AB1FE09020700040600B1FE0993950A0800040601B1FE0993950AB1FE0993950A0000010428010100020408CA1A00000003041000030001177468652074617267657420616E73776572656420353032020205010D0107040D01010506B1FE0993950AB1FE090207000E02B2049EC8",
        "0644778D82365E4AF681C40D5F0EEF5CF6F5899D3F0AC335050A7ED6779CF3F6740201010101010123010A6469766973696F6E2D3101064265726C696E010202D4C3B2A1000000408000000000000001990201037669700787D61200000000000000000000000700010101125043495F4453535F436F6D706C69616E6365B1FE0993950A048EF0C8D1B5C8E53F0001020801096669727374206169640101010468726973010A069902010A08000001080099950A0800070199950A81AC0A010A060099950A00010101133230323631313235543137313530333132335A01010508B1FE0993950AB1FE090207000B0001020000000001020406080101060508B1FE0993950AB1FE09020700040800B1FE0993950A0800040801B1FE0993950AB1FE0993950A0000010628010100020608CA1A00000003061000030001177468652074617267657420616E73776572656420353032020202010C0204000000000000000000536552D5",
        [new(1, User, "0042", "0043", "zoë@contactcentre.example"), new(4, new("u-2"), null, null, null)],
        [
            new JournalEntry.Edited(User, [new(ValueKind.Skill, Billing.Value, "3", null), new(ValueKind.Certification, Pci.Value, null, "-/2027-01-01T00:00:00Z")], Now),
            new JournalEntry.Seen(Observed with { EmployeeId = "0043" }),
            new JournalEntry.Noted(User, Ledger),
            Intended with { Operations = [.. Operations.Select(operation => operation with { Origin = new(1, 231) })] },
            new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, Source, Operations[..1], 18, Now.PlusTicks(20_000)),
            new JournalEntry.Doubted(User, Run, Doubt),
            new JournalEntry.Finished(User, Run, UserResult.Changed),
            IntendedInDoubt with { User = new("u-2") },
        ],
        new(
        [
            new(User, Observed with { EmployeeId = "0043" }, Ledger, [IntendedInDoubt], new(Run, null, new(1, 0, 0, 0, 0)) { WritesApplied = 2, Doubts = new(new(1, 2, 3, 4), [Doubt]) }),
            UserRecord.New(new("u-2")),
        ]),
        new(6, Digest.Of("six"u8)),
        new(7, default),
        Now);

    /// <summary>An event of the run log as it is stored seventh, behind the same link, with what it says.</summary>
    public static readonly (string Hex, RunEvent Meaning) Linked = ("0744778D82365E4AF681C40D5F0EEF5CF6F5899D3F0AC335050A7ED6779CF3F674010D72756E2D726573756D65642F3101133230323631313235543137313530333132335A048EF0C8D1B5C8E53F004804EEA9", new RunEvent.Resumed(Run, Now));

    /// <summary>An event of the run log that text was taken out of, stored seventh behind the same link, with what it said and says.</summary>
    public static readonly (string Hex, RunEvent Before, RunEvent Meaning) Redacted = (
        "0744778D82365E4AF681C40D5F0EEF5CF6F5899D3F0AC335050A7ED6779CF3F674194720A49C54A376ADE48674086EC4B24771A746FFA2AE411423923B5828B64B010C72756E2D636C6F7365642F3101133230323631313235543137313530333132335A020001027B7D048EF0C8D1B5C8E53F00BA1D0594DC8EE696FF14BDF439C2111D3A7A37A7D825C15A4A7402010358B4F1733A0AB7",
        new RunEvent.Closed(Run, RunStatus.Partial, Abandoned: false, "{0042}", Now),
        new RunEvent.Closed(Run, RunStatus.Partial, Abandoned: false, "{}", Now) { SummaryDigest = Digest.Of("{0042}"u8) });

    /// <summary>Manifest, bytes in hexadecimal and meaning.</summary>
    public static readonly ImmutableArray<(string Manifest, string Hex, object Meaning)> All =
    [
        ("batch/1", "060102A4E53A0EF17C2B4A9C600D5B6B8F3F1101043030343201047A6FC3AB011640636F6E7461637463656E7472652E6578616D706C650123010A6469766973696F6E2D3101064265726C696E010202D4C3B2A1000000408000000000000001990201037669700787D61200000000000000000000000700010101125043495F4453535F436F6D706C69616E6365B1FE0993950A048EF0C8D1B5C8E53F0001020C01096669727374206169640104000000010008090000020002040501010468726973010E0A9902010E0C0000010C0099950A0800070199950A81AC0A010E0A0099950A00030401133230323631313235543137313530333132335A0106050CB1FE0993950AB1FE090207040C00B1FE0993950A08040C01B1FE0993950AB1FE0993950A00010A280101020A08CA1A0000030A10000304040F01000E06050CB1FE0993950AB1FE090207040C00B1FE0993950A08040C01B1FE0993950AB1FE0993950A00010A280101020A08CA1A0000030A100003251205040F0189E9667A", new JournalBatch(
        [
            new JournalEntry.Seen(Observed),
            new JournalEntry.Seen(Observed with { EmployeeId = null, Email = null, Version = null, Skills = null, Certifications = null, ProfileNames = null }),
            new JournalEntry.Noted(User, Ledger),
            Intended,
            new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, Source, Operations, 18, Now.PlusTicks(20_000)),
            new JournalEntry.Finished(User, Run, UserResult.Changed),
        ])),
        ("partition/1", "0202A4E53A0EF17C2B4A9C600D5B6B8F3F11010401043030343201047A6FC3AB011640636F6E7461637463656E7472652E6578616D706C650123010A6469766973696F6E2D3101064265726C696E010202D4C3B2A1000000408000000000000001990201037669700787D61200000000000000000000000700010101125043495F4453535F436F6D706C69616E6365B1FE0993950A048EF0C8D1B5C8E53F0001020C01096669727374206169640501010468726973010E0A9902010E0C0000010C0099950A0800070199950A81AC0A010E0A0099950A00010401133230323631313235543137313530333132335A0106050CB1FE0993950AB1FE090207040C00B1FE0993950A08040C01B1FE0993950AB1FE0993950A00010A280101020A08CA1A0000030A1000030F0501020406080A0103752D32000000000000000000FB962A5D", new PartitionSnapshot(
        [
            new(User, Observed, Ledger, [Intended], new(Run, UserResult.Failed, new(1, 2, 3, 4, 5))),
            UserRecord.New(new("u-2")),
        ])),
        ("batch/2", "030302A4E53A0EF17C2B4A9C600D5B6B8F3F1101133230323631313235543137313530333132335A01060501125043495F4453535F436F6D706C69616E6365B1FE0993950AB1FE09048EF0C8D1B5C8E53F0007040600B1FE0993950A08040601B1FE0993950AB1FE0993950A000102D4C3B2A1000000408000000000000001280101020708CA1A000003071000030404050100010468726973010506B1FE0993950AB1FE090207251206040501060506B1FE0993950AB1FE090207040600B1FE0993950A08040601B1FE0993950AB1FE0993950A000107280101020708CA1A0000030710000301177468652074617267657420616E737765726564203530320202C884F550", new JournalBatch(
        [
            Intended,
            new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, Source, Operations[..1], 18, Now.PlusTicks(20_000)),
            new JournalEntry.Doubted(User, Run, Doubt),
        ])),
        ("partition/2", "0302A4E53A0EF17C2B4A9C600D5B6B8F3F11010401043030343201047A6FC3AB011640636F6E7461637463656E7472652E6578616D706C650123010A6469766973696F6E2D3101064265726C696E010202D4C3B2A1000000408000000000000001990201037669700787D61200000000000000000000000700010101125043495F4453535F436F6D706C69616E6365B1FE0993950A048EF0C8D1B5C8E53F0001020C01096669727374206169640501010468726973010E0A9902010E0C0000010C0099950A0800070199950A81AC0A010E0A0099950A00010401133230323631313235543137313530333132335A0106050CB1FE0993950AB1FE090207040C00B1FE0993950A08040C01B1FE0993950AB1FE0993950A00010A280101020A08CA1A0000030A1000030F0501020406080A0102040608010106050CB1FE0993950AB1FE090207040C00B1FE0993950A08040C01B1FE0993950AB1FE0993950A00010A280101020A08CA1A0000030A10000301177468652074617267657420616E7377657265642035303202020103752D3100000000000000000F0100000103752D3200000000000000000054C6AAC2", new PartitionSnapshot(
        [
            new(User, Observed, Ledger, [Intended], new(Run, UserResult.Failed, new(1, 2, 3, 4, 5)) { Doubts = new(new(1, 2, 3, 4), [Doubt]) }),
            new(new("u-1"), null, AgentLedger.Empty, [], new(Run, UserResult.Unchanged, OperationCounts.None)),
            UserRecord.New(new("u-2")),
        ])),
        ("partition/3", "0302A4E53A0EF17C2B4A9C600D5B6B8F3F11000000000000000001133230323631313235543137313530333132335A0301020000000000020103752D31000000000000000005010000000103752D32000000000000000000AAA970CF", new PartitionSnapshot(
        [
            new(User, null, AgentLedger.Empty, [], new(Run, UserResult.Changed, new(1, 0, 0, 0, 0)) { WritesApplied = 2 }),
            new(new("u-1"), null, AgentLedger.Empty, [], new(Run, UserResult.Unchanged, OperationCounts.None)),
            UserRecord.New(new("u-2")),
        ])),
        ("batch/3", "020702A4E53A0EF17C2B4A9C600D5B6B8F3F1101133230323631313235543137313530333132335A01010501125043495F4453535F436F6D706C69616E6365B1FE0993950AB1FE09048EF0C8D1B5C8E53F000701177468652074617267657420616E7377657265642035303202050103752D32050093C731A8", new JournalBatch([IntendedInDoubt, new JournalEntry.Finished(new("u-2"), Run, UserResult.Unchanged)])),
        ("partition/4", "0302A4E53A0EF17C2B4A9C600D5B6B8F3F1100000000000000010401133230323631313235543137313530333132335A01010501125043495F4453535F436F6D706C69616E6365B1FE0993950AB1FE09048EF0C8D1B5C8E53F0007050001020000000000020101177468652074617267657420616E73776572656420353032020103752D310000000000000001080501010506B1FE0993950AB1FE09020700000103752D320000000000000000002EF9B090", new PartitionSnapshot(
        [
            new(User, null, AgentLedger.Empty, [IntendedInDoubt], new(Run, null, new(1, 0, 0, 0, 0)) { WritesApplied = 2 }),
            new(new("u-1"), null, AgentLedger.Empty, [new JournalEntry.Intended(new("u-1"), Run, 1, Operations[..1])], null),
            UserRecord.New(new("u-2")),
        ])),
        ("run-opened/1", "01133230323631313235543137313530333132335A010372756E01046872697302010A70656F706C652E63737601012D0104686173680104706C616E010F636865636B65642077697468204852048EF0C8D1B5C8E53F0006DCA1AB", new RunEvent.Opened(Run, "run", Source, ["people.csv", "-"], "hash", "plan", "checked with HR", Now)),
        ("run-decided/1", "01133230323631313235543137313530333132335A01027B7D061F8F3F", new RunEvent.Decided(Run, "{}")),
        ("source-accepted/1", "01133230323631313235543137313530333132335A01046872697302009003023EB9DB7662", new RunEvent.SourceAccepted(Run, Source, Rows)),
        ("run-counted/1", "01133230323631313235543137313530333132335A020406080A0CEFC3BBBA", new RunEvent.Counted(Run, new(1, 2, 3, 4, 5, 6))),
        ("run-counted/2", "01133230323631313235543137313530333132335A020406080A0CBA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A0402C24C7B38", new RunEvent.Counted(Run, new(1, 2, 3, 4, 5, 6) { Use = Use })),
        ("run-counted/3", "01133230323631313235543137313530333132335A020406080A0CBA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A0402048EF0C8D1B5C8E53F00C2B20476379DA2", new RunEvent.Counted(Run, new(1, 2, 3, 4, 5, 6) { Use = Use }) { By = new AtWork(Now, Now + Duration.FromSeconds(9)) }),
        ("run-resumed/1", "01133230323631313235543137313530333132335A048EF0C8D1B5C8E53F001D43720D", new RunEvent.Resumed(Run, Now)),
        ("run-interrupted/1", "01133230323631313235543137313530333132335A010F73746F707065642062792068616E64048EF0C8D1B5C8E53F004CE1BED5", new RunEvent.Interrupted(Run, "stopped by hand", Now)),
        ("run-interrupted/2", "01133230323631313235543137313530333132335A010F73746F707065642062792068616E64048EF0C8D1B5C8E53F0001027B7DB39AABB6", new RunEvent.Interrupted(Run, "stopped by hand", Now) { Summary = "{}" }),
        ("run-closed/1", "01133230323631313235543137313530333132335A020101027B7D048EF0C8D1B5C8E53F00BB6ABC42", new RunEvent.Closed(Run, RunStatus.Partial, Abandoned: true, "{}", Now)),
        ("pause-began/1", "01027431048EF0C8D1B5C8E53F00011834323920746861742061736B7320666F722037323030207369482A96", new HeldPause("t1", Now, "429 that asks for 7200 s")),
        ("run-taken-up/1", "01133230323631313235543137313530333132335A03048EF0C8D1B5C8E53F00267A3E59", new RunEvent.TakenUp(Run, 3, Now)),
        ("run-cut/1", "01133230323631313235543137313530333132335A98979371E0CDC5DEFBB19972931B120FC271454CADFF6BA157D72A722AEB0936048EF0C8D1B5C8E53F00BCB89675", new RunEvent.Cut(Run, Digest.Of("bases"u8), Now)),
        ("run-redacted/1", "01133230323631313235543137313530333132335AE7014FDD3B6201A22C7814D6E67DBB7A17790224EA0FD32EF0A0CCB0A5485EAE4C9D048EF0C8D1B5C8E53F0023D00ED3", new RunEvent.Redacted(Run, 231, Digest.Of("less"u8), Now)),
        ("run-sealed/1", "01133230323631313235543137313530333132335AD8044813494D137E1631BBA301D5ACAB6E7BB7AA74CE1185D456565EF51D737677B20694AACB66D62E742A92E8D5F1E82BD9D2A8CA1BE88744201FBE63D0F5007502020E3BA8D02B16FD2A01C1A8BA1A1F036D7CE386ED953696FA57331C2AC48A80B2550000000000000000000000000000000000000000000000000000000000000000006DB7D803E74F1FFA7D8F5ADC0BF95B3E15BF4C8373FFFADF546227CC6C6742CB587DAABB", new RunEvent.Sealed(Seal)),
        ("run-history/5", "0101133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D01010F73746F707065642062792068616E64020102000B02010602009003023E010904010000000000000001000100010201020299950A0E3BA8D02B16FD2A01C1A8BA1A1F036D7CE386ED953696FA57331C2AC48A80B25504D8044813494D137E1631BBA301D5ACAB6E7BB7AA74CE1185D456565EF51D737677B20694AACB66D62E742A92E8D5F1E82BD9D2A8CA1BE88744201FBE63D0F5007502020E3BA8D02B16FD2A01C1A8BA1A1F036D7CE386ED953696FA57331C2AC48A80B2550000000000000000000000000000000000000000000000000000000000000000006DB7D803E74F1FFA7D8F5ADC0BF95B3E15BF4C8373FFFADF546227CC6C6742CB731C7DCD", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty.Add(
                Run,
                new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6), "{}", new("stopped by hand", Now), new(RunStatus.Partial, Abandoned: false, "{}", Now))
                {
                    Operators = [new(1, Now), new(2, Midnight)],
                }),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))
        {
            LastSeal = Seal,
            Head = new(7, Digest.Of("seven"u8)),
        }),
        ("run-history/1", "0101133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D01010F73746F707065642062792068616E64020102000B02010602009003023E0109044BB5E06D", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty.Add(
                Run,
                new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6), "{}", new("stopped by hand", Now), new(RunStatus.Partial, Abandoned: false, "{}", Now))),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))),
        ("run-history/2", "0101133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D01010F73746F707065642062792068616E64020102000B02010602009003023E01090401BA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A0402C375FDA9", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty.Add(
                Run,
                new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6) { Use = Use }, "{}", new("stopped by hand", Now), new(RunStatus.Partial, Abandoned: false, "{}", Now))),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))),
        ("run-history/3", "0101133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D01010F73746F707065642062792068616E64020102000B02010602009003023E01090401BA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A0402010180D0A54C02C2B2040264898254", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty.Add(
                Run,
                new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6) { Use = Use }, "{}", new("stopped by hand", Now), new(RunStatus.Partial, Abandoned: false, "{}", Now))
                {
                    Times = new RunTimes(Duration.FromSeconds(8), new AtWork(Now, Now + Duration.FromSeconds(9)), Now),
                }),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))),
        ("run-history/3", "0201133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D000102000B0201133230323730313031543030303030303030305A010372756E0601010A70656F706C652E637376080A0A99950A01020406080A0C0B0000010602009003023E0109040200000000000000BA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A040202000180D0A54C99950A08F2B9EBE4D1A00E0008F2CDA9DFD0A00E00C0E8CC9F", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty
                .Add(
                    Run,
                    new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6), "{}", null, new(RunStatus.Partial, Abandoned: false, "{}", Now)))
                .Add(
                    NextRun,
                    new(NextRun, "run", Source, ["people.csv"], "hash", "", "", Midnight, 1, new(1, 2, 3, 4, 5, 6) { Use = Use }, "{}", null, null)
                    {
                        Times = new RunTimes(Duration.FromSeconds(8), new AtWork(Midnight, Midnight + Duration.FromSeconds(9)), Midnight - Duration.FromSeconds(5)),
                    }),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))),
        ("run-history/4", "0201133230323631313235543137313530333132335A01056170706C79010468726973010109706C616E2E6A736F6E0104686173680104706C616E0100048EF0C8D1B5C8E53F0001020406080A0C01027B7D01010F73746F707065642062792068616E64020102000B0201133230323730313031543030303030303030305A010372756E0601010A70656F706C652E637376080A0A99950A01020406080A0C0B0101046177617999950A00010602009003023E0109040200000000000000BA02808080808080F4E38001C0B2DFAF02C0DE810A0406010111474554202F6170692F76322F757365727302020A040202000180D0A54C99950A08F2B9EBE4D1A00E0008F2CDA9DFD0A00E00020001037B317D775A54C1", new RunHistory(
            ImmutableSortedDictionary<RunId, RunRecord>.Empty
                .Add(
                    Run,
                    new(Run, "apply", Source, ["plan.json"], "hash", "plan", "", Now, 1, new(1, 2, 3, 4, 5, 6), "{}", new("stopped by hand", Now), new(RunStatus.Partial, Abandoned: false, "{}", Now)))
                .Add(
                    NextRun,
                    new(NextRun, "run", Source, ["people.csv"], "hash", "", "", Midnight, 1, new(1, 2, 3, 4, 5, 6) { Use = Use }, "{}", new("away", Midnight) { Summary = "{1}" }, null)
                    {
                        Times = new RunTimes(Duration.FromSeconds(8), new AtWork(Midnight, Midnight + Duration.FromSeconds(9)), Midnight - Duration.FromSeconds(5)),
                    }),
            ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty.Add(Source, Rows),
            ImmutableSortedDictionary<string, RunId>.Empty.Add("plan", Run))),
    ];

    private static ImmutableSortedDictionary<SheetKind, long> Rows =>
        ImmutableSortedDictionary<SheetKind, long>.Empty.Add(SheetKind.Person, 200).Add(SheetKind.Certification, 31);
}
