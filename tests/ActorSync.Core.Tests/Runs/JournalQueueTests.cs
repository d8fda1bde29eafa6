using System.Collections.Immutable;
using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public sealed class JournalQueueTests
{
    private readonly JournalQueue<int> _queue = new();

    [Fact]
    public void The_first_entries_leave_at_once()
    {
        _queue.Add(Entries(1), then: 1);

        Assert.Equal(Entries(1), _queue.Next()!.Entries);
        Assert.True(_queue.IsWriting);
    }

    [Fact]
    public void What_comes_while_a_batch_is_written_gathers_in_the_next_one()
    {
        _queue.Add(Entries(1), then: 1);
        _queue.Next();
        _queue.Add(Entries(2), then: 2);
        _queue.Add(Entries(3), then: 3);
        Assert.Null(_queue.Next());

        Assert.Equal([1], _queue.Written());

        Assert.Equal([.. Entries(2), .. Entries(3)], _queue.Next()!.Entries);
        Assert.Equal([2, 3], _queue.Written());
        Assert.Null(_queue.Next());
        Assert.Equal(0, _queue.Entries);
    }

    [Fact]
    public void Entries_that_belong_together_are_never_parted()
    {
        _queue.Add(Entries(JournalBatch.Limit - 1), then: 1);
        _queue.Add(Entries(2), then: 2);

        Assert.Equal(JournalBatch.Limit - 1, _queue.Next()!.Entries.Length);
        Assert.Equal([1], _queue.Written());
        Assert.Equal(2, _queue.Next()!.Entries.Length);
    }

    [Fact]
    public void Nobody_is_told_of_what_failed_or_waited_behind_it_as_durable()
    {
        _queue.Add(Entries(1), then: 1);
        _queue.Next();
        _queue.Add(Entries(1), then: 2);

        Assert.Equal([1, 2], _queue.Failed());

        Assert.Null(_queue.Next());
        Assert.Equal(0, _queue.Entries);
        Assert.Throws<InvalidOperationException>(() => _queue.Add(Entries(1), then: 3));
        Assert.Throws<InvalidOperationException>(() => _queue.Written());
    }

    [Fact]
    public void The_queue_has_a_limit()
    {
        for (var count = 0; count < JournalQueue<int>.Limit; count += JournalBatch.Limit)
        {
            _queue.Add(Entries(JournalBatch.Limit), then: count);
        }

        Assert.Throws<InvalidOperationException>(() => _queue.Add(Entries(1), then: -1));
        Assert.Equal(JournalQueue<int>.Limit, _queue.Entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(JournalBatch.Limit + 1)]
    public void Nothing_and_more_than_a_batch_cannot_be_added(int entries) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _queue.Add(Entries(entries), then: 1));

    [Fact]
    public void Everything_added_is_written_once_in_order_and_told_after_it() =>
        Prop.ForAll(Gen.Choose(-2, 200).ArrayOf().ToArbitrary(), steps =>
        {
            var queue = new JournalQueue<int>();
            var added = new List<JournalEntry>();
            var written = new List<JournalEntry>();
            var told = new List<int>();
            var expected = 0;

            // A negative step completes a write; a positive one adds so many entries.
            foreach (var step in steps.Concat(Enumerable.Repeat(-1, steps.Length + 1)))
            {
                if (step > 0 && queue.Entries + step <= JournalQueue<int>.Limit)
                {
                    var entries = Entries(step);
                    added.AddRange(entries);
                    queue.Add(entries, expected++);
                }
                else if (step < 0 && queue.IsWriting)
                {
                    told.AddRange(queue.Written());
                }

                if (queue.Next() is { } batch)
                {
                    Assert.InRange(batch.Entries.Length, 1, JournalBatch.Limit);
                    written.AddRange(batch.Entries);
                }
            }

            return written.SequenceEqual(added) && told.SequenceEqual(Enumerable.Range(0, expected));
        }).Check(Cases.Usual);

    private static ImmutableArray<JournalEntry> Entries(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new JournalEntry.Finished(new($"{count}-{number}"), new("run"), UserResult.Unchanged))];
}
