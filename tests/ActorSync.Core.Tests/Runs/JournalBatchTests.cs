using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public sealed class JournalBatchTests
{
    [Fact]
    public void Whatever_is_packed_keeps_its_order_fits_its_events_and_parts_no_group() => Prop.ForAll(Gen.Choose(0, JournalBatch.Limit).ArrayOf().ToArbitrary(), sizes =>
    {
        var groups = sizes.Select((size, group) => Enumerable.Range(0, size).Select(index => (JournalEntry)Entry($"{group}-{index}")).ToImmutableArray()).ToList();

        var packed = JournalBatch.Pack(groups).ToList();

        Assert.Equal(groups.SelectMany(group => group), packed.SelectMany(batch => batch));
        Assert.All(packed, batch => Assert.InRange(batch.Length, 1, JournalBatch.Limit));
        Assert.All(groups.Where(group => group.Length > 0), group => Assert.Single(packed, batch => batch.Contains(group[0]) && batch.Contains(group[^1])));
        Assert.All(packed.Zip(packed.Skip(1)), pair => Assert.True(pair.First.Length + groups.First(group => group.Contains(pair.Second[0])).Length > JournalBatch.Limit));
    }).Check(Cases.Usual);

    private static JournalEntry.Finished Entry(string user) => new JournalEntry.Finished(new UserId(user), new RunId("run"), UserResult.Changed);
}
