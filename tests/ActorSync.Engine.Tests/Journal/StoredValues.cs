using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>Random values of everything that the journal stores, the odd ones included.</summary>
internal static class StoredValues
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("", " ", "hris", "Billing", "0e3ae5a4-7cf1-4a2b-9c60-0d5b6b8f3f11", "0E3AE5A4-7CF1-4A2B-9C60-0D5B6B8F3F11", "Zoë Ångström", "名前", "😀", "a@b", "@", "a@b@c", "\ud800", "\0"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
        Gen.Choose(0, 500).Select(length => new string('x', length)));

    private static readonly Gen<Instant> Instants = Gen.OneOf(
        Gen.Choose(-700_000, 2_900_000).Select(day => Instant.FromUnixTimeSeconds(day * 86_400L)),
        Gen.Choose(-700_000, 2_900_000).Select(day => Instant.FromUnixTimeMilliseconds((day * 86_400_000L) - 1)),
        Gen.Choose(0, int.MaxValue).Select(millisecond => Instant.FromUtc(2026, 11, 25, 17, 15).PlusTicks(millisecond * 10_000L)),
        Gen.Choose(0, int.MaxValue).Select(tick => Instant.FromUtc(2026, 11, 25, 17, 15).PlusTicks(tick)),
        Gen.Choose(0, int.MaxValue).Select(nanosecond => Instant.FromUtc(2026, 11, 25, 17, 15).PlusNanoseconds(nanosecond)),
        Gen.Elements(Instant.MinValue, Instant.MaxValue, Instant.FromUnixTimeTicks(0), Instant.FromUnixTimeTicks(-1)));

    private static readonly Gen<Instant?> OptionalInstants = Gen.Frequency((1, Gen.Constant((Instant?)null)), (3, Instants.Select(instant => (Instant?)instant)));

    private static readonly Gen<Level> Levels = Gen.OneOf(
        Gen.Choose(0, 50).Select(tenths => new Level(tenths / 10m)),
        Gen.Elements(0m, -0m, 3m, 3.0m, 3.10000000m, 3.1000001m, 4.9999999999999999999999999999m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m)
            .Select(value => new Level(value)));

    private static readonly Gen<int?> Versions =
        Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 300).Select(version => (int?)version), Gen.Elements<int?>(int.MinValue, -1, int.MaxValue));

    private static readonly Gen<SourceName> Sources = Texts.Select(text => new SourceName(text));
    private static readonly Gen<SkillId> Skills = Texts.Select(text => new SkillId(text));
    private static readonly Gen<CertificationId> Certifications = Texts.Select(text => new CertificationId(text));
    private static readonly Gen<UserId> Users = Texts.Select(text => new UserId(text));
    private static readonly Gen<RunId> RunIds = Texts.Select(text => new RunId(text));
    private static readonly Gen<bool> Flags = Gen.Elements(true, false);
    private static readonly Gen<string?> OptionalTexts = Gen.Frequency((1, Gen.Constant((string?)null)), (4, Texts.Select(text => (string?)text)));
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Choose(0, 1_000_000).Select(number => (long)number), Gen.Elements(long.MinValue, long.MaxValue));

    private static readonly Gen<HeldCertification> Held =
        from issued in OptionalInstants
        from expires in OptionalInstants
        select new HeldCertification(issued, expires);

    private static readonly Gen<Operation> Operations = Gen.OneOf(
        from skill in Skills
        from level in Levels
        from gate in Flags
        from cause in AnyOf<OperationCause>()
        select (Operation)new Operation.GrantSkill(skill, level, gate, cause),
        from skill in Skills
        from before in Levels
        from after in Levels
        from gate in Flags
        from cause in AnyOf<OperationCause>()
        select (Operation)new Operation.RateSkill(skill, before, after, gate, cause),
        from skill in Skills
        from before in Levels
        from gate in Flags
        from cause in AnyOf<OperationCause>()
        select (Operation)new Operation.RevokeSkill(skill, before, gate, cause),
        from certification in Certifications
        from known in Flags
        from before in Held
        from after in Held
        from cause in AnyOf<OperationCause>()
        select (Operation)new Operation.SetCertification(certification, known ? before : null, after, cause),
        from certification in Certifications
        from before in Held
        from after in Held
        from cause in AnyOf<OperationCause>()
        select (Operation)new Operation.EndCertification(certification, before, after, cause));

    private static readonly Gen<ObservedUser> Observed =
        from id in Users
        from employee in OptionalTexts
        from email in OptionalTexts
        from state in AnyOf<UserState>()
        from version in Versions
        from division in OptionalTexts
        from divisionName in OptionalTexts
        from skills in Holdings(Skills, Levels)
        from certifications in Holdings(Certifications, Held)
        from at in Instants
        from named in Flags
        from names in Many(Texts)
        select new ObservedUser(id, employee, email, state, version, division, divisionName, skills, certifications, at)
        {
            ProfileNames = named ? new(names) : null,
        };

    private static readonly Gen<AgentLedger> Ledgers =
        from employee in OptionalTexts
        from statedBy in Many(Sources)
        from skills in Many(from source in Sources from skill in Skills from level in Levels select new OwnedSkill(source, skill, level))
        from certifications in Many(from source in Sources from certification in Certifications from held in Held select new OwnedCertification(source, certification, held))
        from dates in Many(
            from certification in Certifications
            from issued in OptionalInstants
            from expiry in OptionalInstants
            from ended in OptionalInstants
            from renewals in Many(from before in Instants from after in Instants select new AppliedRenewal(before, after))
            select new CertificationDates(certification, issued, expiry, ended, renewals))
        from scheduled in Many(
            from source in Sources
            from skill in Skills
            from level in Levels
            from start in OptionalInstants
            from until in OptionalInstants
            select new ScheduledSkill(source, skill, level, start, until))
        select new AgentLedger(employee, statedBy, skills, certifications, dates, scheduled);

    private static readonly Gen<JournalEntry.Intended> Intents =
        from user in Users
        from run in RunIds
        from sequence in Gen.Choose(1, 100_000)
        from operations in Many(Operations)
        from doubt in Gen.Choose(0, 3)
        from reason in Texts
        from since in Instants
        select new JournalEntry.Intended(user, run, sequence, operations) { Doubt = doubt == 0 ? new IntentDoubt(reason, since) : null };

    private static readonly Gen<OperationCounts> OperationCounts =
        from added in Numbers
        from rated in Numbers
        from removed in Numbers
        from set in Numbers
        from ended in Numbers
        select new OperationCounts(added, rated, removed, set, ended);

    private static readonly Gen<WriteDoubt> Doubts =
        from sequence in Gen.Choose(1, 100_000)
        from operations in Many(Operations)
        from reason in Texts
        from result in AnyOf<DoubtResult>()
        from at in Instants
        select new WriteDoubt(sequence, operations, reason, result, at);

    private static readonly Gen<DoubtLog> DoubtLogs = Gen.Frequency(
        (2, Gen.Constant(DoubtLog.None)),
        (1, from more in Gen.Choose(0, 1_000) from kept in Many(Doubts) select new DoubtLog(new(more + 1, 2, 3, 4), kept)));

    private static readonly Gen<LatencyHistogram> Latencies =
        from attempts in Many(from bucket in Gen.Choose(0, LatencyHistogram.Buckets - 1) from count in Numbers select (bucket, count))
        select LatencyHistogram.Of(Enumerable.Range(0, LatencyHistogram.Buckets)
            .Select(bucket => attempts.LastOrDefault(attempt => attempt.bucket == bucket).count).ToArray());

    private static readonly Gen<GatewayUse> Uses = Gen.Frequency(
        (2, Gen.Constant(GatewayUse.None)),
        (1,
            from sent in Numbers
            from allowed in Gen.Elements(0, 0.1, 159.25, double.MaxValue)
            from worked in Gen.Choose(0, int.MaxValue)
            from paused in Gen.Choose(0, int.MaxValue)
            from bare in Numbers
            from throttled in Numbers
            from routes in Many(from route in Texts from latencies in Latencies select KeyValuePair.Create(route, latencies))
            select new GatewayUse
            {
                Sent = sent,
                Allowed = allowed,
                Worked = Duration.FromTicks(worked * 1_000L),
                InPause = Duration.FromTicks(paused * 1_000L),
                BareThrottles = bare,
                TokenThrottles = throttled,
                Latencies = RouteLatencies.Of(routes.DistinctBy(route => route.Key)),
            }));

    private static readonly Gen<RequestCounts> RequestCounts =
        from reads in Numbers
        from writes in Numbers
        from tokens in Numbers
        from throttled in Numbers
        from retried in Numbers
        from ambiguous in Numbers
        from use in Uses
        select new RequestCounts(reads, writes, tokens, throttled, retried, ambiguous) { Use = use };

    private static readonly Gen<ImmutableSortedDictionary<SheetKind, long>> Rows =
        from kinds in Gen.SubListOf(Enum.GetValues<SheetKind>())
        from rows in Numbers
        select kinds.ToImmutableSortedDictionary(kind => kind, _ => rows);

    private static readonly Gen<ImmutableArray<ValueEdit>> Edits = Many(
        from kind in AnyOf<ValueKind>()
        from id in Texts
        from before in OptionalTexts
        from after in OptionalTexts
        select new ValueEdit(kind, id, before, after));

    /// <summary>Journal entries of every kind.</summary>
    public static readonly Gen<JournalEntry> Entries = Gen.OneOf(
        Observed.Select(user => (JournalEntry)new JournalEntry.Seen(user)),
        from user in Users from ledger in Ledgers select (JournalEntry)new JournalEntry.Noted(user, ledger),
        from user in Users from edits in Edits from at in Instants select (JournalEntry)new JournalEntry.Edited(user, edits, at),
        Intents.Select(intent => (JournalEntry)intent),
        from user in Users
        from run in RunIds
        from sequence in Gen.Choose(1, 100_000)
        from result in AnyOf<WriteResult>()
        from source in Sources
        from applied in Many(Operations)
        from version in Versions
        from at in Instants
        select (JournalEntry)new JournalEntry.Settled(user, run, sequence, result, source, applied, version, at),
        from user in Users from run in RunIds from doubt in Doubts select (JournalEntry)new JournalEntry.Doubted(user, run, doubt),
        from user in Users from run in RunIds from result in AnyOf<UserResult>() select (JournalEntry)new JournalEntry.Finished(user, run, result));

    /// <summary>Batches.</summary>
    public static readonly Gen<JournalBatch> Batches = Many(Entries).Select(entries => new JournalBatch(entries));

    /// <summary>Partition snapshots.</summary>
    public static readonly Gen<PartitionSnapshot> Snapshots = Many(
        from user in Users
        from known in Observed
        from seen in Flags
        from ledger in Ledgers
        from intents in Many(Intents)
        from touched in Flags
        from run in RunIds
        from done in Flags
        from result in AnyOf<UserResult>()
        from applied in OperationCounts
        from doubts in DoubtLogs
        from writes in Gen.Choose(0, 3)
        select new UserRecord(
            user, seen ? known : null, ledger, intents, touched ? new UserProgress(run, done ? result : null, applied) { Doubts = doubts, WritesApplied = writes } : null))
        .Select(users => new PartitionSnapshot(users));

    private static readonly Gen<AtWork> Processes = from since in Instants from until in Instants select new AtWork(since, until);

    private static readonly Gen<Digest> Digests = Texts.Select(text => Digest.Of(System.Text.Encoding.Unicode.GetBytes(text)));

    private static readonly Gen<RunSeal> Seals =
        from run in RunIds
        from records in Gen.Choose(0, 1_000_000)
        from root in Digests
        from facts in Digests
        from heads in Many(from position in Gen.Choose(0, 1_000_000) from digest in Digests select new ChainHead(position, digest))
        from previous in Digests
        select new RunSeal(run, records, root, facts, heads, previous);

    /// <summary>Run events of every kind.</summary>
    public static readonly Gen<RunEvent> RunEvents = Gen.OneOf(
        from run in RunIds
        from command in Texts
        from source in Sources
        from files in Many(Texts)
        from hash in Texts
        from plan in Texts
        from reason in Texts
        from at in Instants
        select (RunEvent)new RunEvent.Opened(run, command, source, files, hash, plan, reason, at),
        from run in RunIds from summary in Texts select (RunEvent)new RunEvent.Decided(run, summary),
        from run in RunIds from source in Sources from rows in Rows select (RunEvent)new RunEvent.SourceAccepted(run, source, rows),
        from run in RunIds from counts in RequestCounts select (RunEvent)new RunEvent.Counted(run, counts),
        from run in RunIds from counts in RequestCounts from process in Processes select (RunEvent)new RunEvent.Counted(run, counts) { By = process },
        from run in RunIds from at in Instants select (RunEvent)new RunEvent.Resumed(run, at),
        from run in RunIds from number in Gen.Choose(1, 999) from at in Instants select (RunEvent)new RunEvent.TakenUp(run, number, at),
        Seals.Select(seal => (RunEvent)new RunEvent.Sealed(seal)),
        from run in RunIds from seal in Seals from at in Instants select (RunEvent)new RunEvent.Cut(run, seal.Root, at),
        from run in RunIds from position in Gen.Choose(1, 9_999) from seal in Seals from at in Instants select (RunEvent)new RunEvent.Redacted(run, position, seal.Root, at),
        from run in RunIds from reason in Texts from at in Instants from left in OptionalTexts select (RunEvent)new RunEvent.Interrupted(run, reason, at) { Summary = left },
        from run in RunIds
        from status in AnyOf<RunStatus>()
        from abandoned in Flags
        from summary in Texts
        from at in Instants
        select (RunEvent)new RunEvent.Closed(run, status, abandoned, summary, at));

    /// <summary>Run histories.</summary>
    public static readonly Gen<RunHistory> Histories =
        from runs in Many(
            from run in RunIds
            from command in Texts
            from source in Sources
            from files in Many(Texts)
            from reason in Texts
            from at in Instants
            from resumed in Gen.Choose(0, 9)
            from requests in RequestCounts
            from decided in OptionalTexts
            from interrupted in OptionalTexts
            from left in OptionalTexts
            from ended in OptionalTexts
            from status in AnyOf<RunStatus>()
            from isTimed in Flags
            from process in Processes
            from operators in Many(from number in Gen.Choose(1, 999) from since in Instants select new RunOperator(number, since))
            select new RunRecord(
                run, command, source, files, "hash", "plan", reason, at, resumed, requests, decided,
                interrupted is null ? null : new(interrupted, at) { Summary = left },
                ended is null ? null : new(status, Abandoned: resumed > 4, ended, at))
            {
                Operators = operators,
                Times = isTimed ? new RunTimes(Duration.FromTicks(resumed), process, resumed > 2 ? at : null) : null,
            })
        from rows in Many(from source in Sources from counts in Rows select KeyValuePair.Create(source, counts))
        from isSealed in Flags
        from seal in Seals
        from plans in Many(from plan in Texts from run in RunIds select KeyValuePair.Create(plan, run))
        select new RunHistory(
            runs.DistinctBy(run => run.Id).ToImmutableSortedDictionary(run => run.Id, run => run),
            rows.DistinctBy(source => source.Key).ToImmutableSortedDictionary(),
            plans.DistinctBy(plan => plan.Key).ToImmutableSortedDictionary(StringComparer.Ordinal))
        {
            LastSeal = isSealed ? seal : null,
            Head = isSealed ? seal.Heads.FirstOrDefault() : default,
        };

    private static Gen<T> AnyOf<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<ImmutableArray<T>> Many<T>(Gen<T> items) => items.ArrayOf().Select(array => array.Take(8).ToImmutableArray());

    private static Gen<Holdings<TId, TValue>?> Holdings<TId, TValue>(Gen<TId> ids, Gen<TValue> values)
        where TId : IComparable<TId>, IEquatable<TId> => Gen.Frequency(
            (1, Gen.Constant((Holdings<TId, TValue>?)null)),
            (4, Many(from id in ids from value in values select KeyValuePair.Create(id, value))
                .Select(pairs => (Holdings<TId, TValue>?)Core.Users.Holdings<TId, TValue>.From(pairs))));
}
