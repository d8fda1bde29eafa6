using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Engine.Tests.Journal;

public sealed class JournalSerializerTests
{
    private static readonly JournalSerializer Serializer = new(null!);

    [Fact]
    public void A_batch_of_any_entries_comes_back_as_it_was() =>
        Check(StoredValues.Batches, (before, after) => before.Entries.SequenceEqual(after.Entries));

    [Fact]
    public void A_partition_snapshot_comes_back_as_it_was() => Check(StoredValues.Snapshots, Equals);

    [Fact]
    public void A_run_event_comes_back_as_it_was() => Check(StoredValues.RunEvents, SameEvent);

    [Fact]
    public void A_run_history_comes_back_as_it_was() => Check(StoredValues.Histories, Equals);

    [Fact]
    public void Equal_values_give_equal_bytes() =>
        Prop.ForAll(
            StoredValues.Batches.ToArbitrary(),
            batch => Serializer.ToBinary(batch).SequenceEqual(Serializer.ToBinary(RoundTrip(batch)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_manifest_that_nobody_knows_is_refused_by_its_name()
    {
        var refusal = Assert.Throws<UnreadablePayloadException>(() => Serializer.FromBinary([1, 2, 3, 4, 5], "batch/99"));

        Assert.Contains("batch/99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_has_no_format_is_refused_by_its_name()
    {
        Assert.Contains("System.Uri", Assert.Throws<ArgumentException>(() => Serializer.Manifest(new Uri("http://localhost"))).Message, StringComparison.Ordinal);
        Assert.Contains("System.Uri", Assert.Throws<ArgumentException>(() => Serializer.ToBinary(new Uri("http://localhost"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_that_was_cut_short_is_refused()
    {
        var payload = Serializer.ToBinary(TypicalPeople.Batches(1)[0]);

        for (var length = 0; length < payload.Length; length++)
        {
            var cut = payload[..length];
            Assert.Throws<UnreadablePayloadException>(() => Serializer.FromBinary(cut, "batch/1"));
        }
    }

    [Fact]
    public void A_payload_with_one_changed_byte_is_refused()
    {
        var payload = Serializer.ToBinary(TypicalPeople.Batches(1)[0]);

        for (var position = 0; position < payload.Length; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])payload.Clone();
                changed[position] ^= (byte)(1 << bit);
                Assert.Throws<UnreadablePayloadException>(() => Serializer.FromBinary(changed, "batch/1"));
            }
        }
    }

    [Fact]
    public void Bytes_that_are_no_payload_are_refused_by_name_even_with_a_right_checksum() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            Gen.Elements(typeof(JournalManifests).GetFields().Select(field => (string)field.GetValue(null)!)).ToArbitrary(),
            (bytes, manifest) =>
            {
                var payload = new byte[bytes.Length + 4];
                bytes.CopyTo(payload, 0);
                BitConverter.TryWriteBytes(payload.AsSpan(bytes.Length), (uint)StableHash.Of(bytes));
                try
                {
                    return Serializer.FromBinary(payload, manifest) is not null;
                }
                catch (UnreadablePayloadException)
                {
                    return true;
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_numbers_of_stored_enums_never_change()
    {
        Assert.Equal(["Active", "Inactive", "Deleted"], InOrder<UserState>());
        Assert.Equal(["Stated", "Scheduled", "Zero", "NoLongerStated", "Terminated", "Absent", "Expired", "Lapsed", "Renewed", "Undone"], InOrder<OperationCause>());
        Assert.Equal(["Applied", "NotApplied"], InOrder<WriteResult>());
        Assert.Equal(["Skill", "Certification"], InOrder<ValueKind>());
        Assert.Equal(["Applied", "NotApplied", "AppliedInPart", "Unsettled"], InOrder<DoubtResult>());
        Assert.Equal(["Unchanged", "Changed", "Failed", "Held"], InOrder<UserResult>());
        Assert.Equal(["Planned", "Converged", "Partial", "Held", "Interrupted", "Failed"], InOrder<RunStatus>());
        Assert.Equal(["Person", "Skill", "Certification"], InOrder<SheetKind>());
    }

    [Fact]
    public void Nothing_is_stored_that_the_formats_do_not_know()
    {
        Assert.Equal(
            ["Certifications", "DivisionId", "DivisionName", "Email", "EmployeeId", "Id", "ObservedAt", "ProfileNames", "Skills", "State", "Version"],
            Kept<ObservedUser>());
        Assert.Equal(["Certifications", "Dates", "Employee", "Scheduled", "Skills", "StatedBy"], Kept<AgentLedger>());
        Assert.Equal(["Certification", "Source", "Written"], Kept<OwnedCertification>());
        Assert.Equal(["Skill", "Source", "Written"], Kept<OwnedSkill>());
        Assert.Equal(["Certification", "EndedAt", "IssuedOn", "OfficialExpiry", "Renewals"], Kept<CertificationDates>());
        Assert.Equal(["From", "Level", "Skill", "Source", "Until"], Kept<ScheduledSkill>());
        Assert.Equal(["ExpiresOn", "IssuedOn"], Kept<HeldCertification>());
        Assert.Equal(["Base", "Result"], Kept<AppliedRenewal>());
        Assert.Equal(["Cause", "IsGate", "Level", "Origin", "Restores", "Skill", "Until"], Kept<Operation.GrantSkill>()); // All but Origin, Restores and Until, which the plan keeps, also of the others.
        Assert.Equal(["Cause", "From", "IsGate", "Origin", "Restores", "Skill", "To", "Until"], Kept<Operation.RateSkill>());
        Assert.Equal(["Cause", "From", "IsGate", "Origin", "Restores", "Skill", "Until"], Kept<Operation.RevokeSkill>());
        Assert.Equal(["Cause", "Certification", "From", "Origin", "Restores", "To", "Until"], Kept<Operation.SetCertification>());
        Assert.Equal(["Cause", "Certification", "From", "Origin", "Restores", "To", "Until"], Kept<Operation.EndCertification>());
        Assert.Equal(["LastKnown", "Ledger", "OpenIntents", "Progress", "User"], Kept<UserRecord>());
        Assert.Equal(["Applied", "Doubts", "Result", "Run", "WritesApplied"], Kept<UserProgress>());
        Assert.Equal(["Doubt", "Operations", "Run", "Sequence", "User"], Kept<JournalEntry.Intended>());
        Assert.Equal(["Reason", "Since"], Kept<IntentDoubt>());
        Assert.Equal(["Counts", "Kept"], Kept<DoubtLog>());
        Assert.Equal(["Applied", "InPart", "NotApplied", "Unsettled"], Kept<DoubtCounts>());
        Assert.Equal(["At", "Operations", "Reason", "Result", "Sequence"], Kept<WriteDoubt>());
        Assert.Equal(
            ["AcceptReason", "Command", "ConfigurationHash", "DecidedSummary", "End", "Files", "Id", "Interruption", "Operators", "PlanId", "Requests", "ResumedCount", "Source", "StartedAt", "Times"],
            Kept<RunRecord>());
        Assert.Equal(["At", "Reason", "Summary"], Kept<RunInterruption>());
        Assert.Equal(["Earlier", "Latest", "WroteAt"], Kept<RunTimes>());
        Assert.Equal(["Since", "Until"], Kept<AtWork>());
        Assert.Equal(["Ambiguous", "InVain", "Reads", "Retried", "Setbacks", "Throttled", "ThrottledOnceKnown", "Tokens", "Unconnected", "Use", "Writes"], Kept<RequestCounts>()); // All but InVain, Setbacks, ThrottledOnceKnown and Unconnected, which only their own process needs.
        Assert.Equal(["Allowed", "BareThrottles", "InPause", "Latencies", "Sent", "TokenThrottles", "Worked"], Kept<GatewayUse>());
    }

    [Fact]
    public void A_changed_person_takes_less_than_300_bytes_from_first_sight_to_the_end()
    {
        const int people = 500;
        var batches = TypicalPeople.Batches(people);
        var directory = SealedFormatTests.Entered([.. batches.SelectMany(batch => batch.Entries)]);
        var state = new PartitionState();
        var size = 0;
        foreach (var batch in batches)
        {
            size += SealedFormat.Seal(new(), batch.Entries, directory, state, default, 1, default).Payload.Length;
            state.Evolve(batch);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{size / (double)people:0.0} bytes a person");
        Assert.InRange(size / (double)people, 0, 300);
    }

    private static string[] Kept<T>() =>
        [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static string[] InOrder<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Order().Select((value, index) => Convert.ToInt32(value, null) == index ? value.ToString() : $"gap before {value}")];

    private static bool SameEvent(RunEvent before, RunEvent after) => (before, after) switch
    {
        (RunEvent.Opened first, RunEvent.Opened second) => first with { Files = second.Files } == second && first.Files.SequenceEqual(second.Files),
        (RunEvent.SourceAccepted first, RunEvent.SourceAccepted second) =>
            first with { RowsBySheet = second.RowsBySheet } == second && first.RowsBySheet.SequenceEqual(second.RowsBySheet),
        _ => before == after,
    };

    private static void Check<T>(Gen<T> values, Func<T, T, bool> same)
        where T : notnull =>
        Prop.ForAll(values.ToArbitrary(), value => same(value, RoundTrip(value))).QuickCheckThrowOnFailure();

    private static T RoundTrip<T>(T value)
        where T : notnull => (T)Serializer.FromBinary(Serializer.ToBinary(value), Serializer.Manifest(value));
}
