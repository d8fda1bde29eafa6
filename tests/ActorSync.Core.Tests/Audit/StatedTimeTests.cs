using ActorSync.Core.Audit;
using NodaTime;

namespace ActorSync.Core.Tests.Audit;

public sealed class StatedTimeTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory]
    [InlineData(null, null, null, 0, true)]
    [InlineData(0, null, null, -1, false)]
    [InlineData(0, null, null, 0, true)]
    [InlineData(null, 0, null, -1, true)]
    [InlineData(null, 0, null, 0, false)]
    [InlineData(null, null, 0, -1, true)]
    [InlineData(null, null, 0, 0, false)]
    [InlineData(-5, 5, null, 0, true)]
    [InlineData(-5, 5, -1, 0, false)]
    [InlineData(1, 5, null, 0, false)]
    public void It_holds_from_its_first_instant_until_the_first_at_which_it_holds_no_longer(int? from, int? until, int? endedAt, int at, bool holds) =>
        Assert.Equal(holds, Stated(from, until, endedAt).Holds(At(at)));

    [Theory]
    [InlineData(false, null, 5, true)] // Nothing was known, and it holds.
    [InlineData(false, null, 0, false)] // Nothing was known, and it does not hold.
    [InlineData(true, 5, null, true)] // Withdrawn.
    [InlineData(true, 0, null, false)]
    [InlineData(true, 5, 6, false)] // Another end, but the same at that instant.
    [InlineData(true, 5, -1, true)]
    public void A_statement_corrects_what_was_known_where_it_tells_something_else_of_the_instant(bool wasKnown, int? until, int? newUntil, bool corrects)
    {
        var before = wasKnown ? Stated(null, until, null) : null;
        var now = newUntil is null ? null : Stated(null, newUntil, null);

        Assert.Equal(corrects, new TimelineStatement(Noon, ValueKind.Certification, "pci", before, now).Corrects(Noon));
    }

    [Theory]
    [InlineData("-/2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01T13:00:00Z/2026-03-01T12:00:00Z", true)]
    [InlineData("2024-01-01T00:00:00Z/2026-03-01T12:00:00.001Z", false)]
    [InlineData("2024-01-01T00:00:00Z/-", false)]
    [InlineData(AuditValue.NoDates, false)]
    public void A_certification_has_ended_by_its_second_date(string dates, bool hasEnded) => Assert.Equal(hasEnded, AuditValue.HasEndedAt(dates, Noon));

    [Fact]
    public void Pseudonyms_are_in_the_order_of_their_partitions_and_then_of_their_numbers() =>
        Assert.Equal([new(1, 9), new(2, 1), new(2, 3), new(10, 2)], new Pseudonym[] { new(10, 2), new(2, 3), new(1, 9), new(2, 1) }.Order());

    [Fact]
    public void Digests_are_in_the_order_of_their_digits()
    {
        // Each differs from the one before at another place.
        var digests = new[] { 31, 23, 15, 7 }.Select(place =>
        {
            var bytes = new byte[Digest.Size];
            bytes[place] = 1;
            return new Digest(bytes);
        }).Prepend(default).ToArray();

        Assert.Equal(digests, digests.Reverse().Order());
        Assert.Equal(digests.Select(digest => digest.ToString()).Order(StringComparer.Ordinal), digests.Select(digest => digest.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Digest(new byte[31]));
    }

    private static StatedTime Stated(int? from, int? until, int? endedAt) => new(At(from), At(until), At(endedAt), Level: null);

    private static Instant? At(int? minutes) => minutes is { } known ? At(known) : null;

    private static Instant At(int minutes) => Noon + Duration.FromMinutes(minutes);
}
