using ActorSync.Core.Leases;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using NodaTime;

namespace ActorSync.Engine.Tests.Runs;

public sealed class WriterLockTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15, 3);

    private readonly TemporaryFolder _folder = new();
    private readonly StateDirectory _state;

    public WriterLockTests()
    {
        _state = new(_folder.File("state"));
        _state.Prepare();
    }

    [Fact]
    public void The_first_takes_the_lock_and_a_second_is_told_of_the_first()
    {
        using var first = Take(_state);

        var second = WriterLock.TryTake(_state, WriterProcess.Owner("apply", Now));

        var held = Assert.IsType<WriterLockResult.Held>(second);
        Assert.Equal(new WriterOwner(Environment.ProcessId, Environment.MachineName, "run", Now), held.By);
        Assert.Equal(
            $"process {Environment.ProcessId} on host {Environment.MachineName}, `actorsync run`, since 2026-11-25T17:15:03Z",
            held.By!.ToString());
    }

    [Fact]
    public void The_locks_of_two_folders_are_told_apart_and_that_of_one_stays_the_same()
    {
        var other = new StateDirectory(_folder.File("other"));
        other.Prepare();
        string Id(StateDirectory state)
        {
            using var taken = Take(state);
            return taken.Id;
        }

        var id = Id(_state);

        Assert.Equal(id, Id(_state));
        Assert.Equal(id, WriterLock.ReadId(_state));
        Assert.NotEqual(id, Id(other));
    }

    [Fact]
    public void Whoever_takes_a_lock_whose_file_was_deleted_does_not_prove_by_it_that_the_process_is_dead_that_had_the_one_before()
    {
        using var first = Take(_state);
        var owner = WriterProcess.Owner("run", Now) with { LockId = first.Id };
        var lease = new WriterLease(1, owner, Now + Duration.FromSeconds(20));

        File.Delete(_state.LockFile);
        using var second = Take(_state);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, WriterLock.ReadId(_state));
        Assert.Equal(new LeaseDecision.Held(lease), LeaseRule.Decide(lease, Now, new LeaseAsker(owner.Host, second.Id, Duration.FromSeconds(30))));
    }

    [Fact]
    public void A_note_that_cannot_be_deleted_any_more_neither_fails_who_gives_the_lock_back_nor_keeps_it()
    {
        var first = Take(_state);
        File.Delete(_state.OwnerFile);
        Directory.CreateDirectory(_state.OwnerFile);

        first.Dispose();
        Directory.Delete(_state.OwnerFile);

        Take(_state).Dispose();
    }

    [Fact]
    public void A_lock_that_was_given_back_can_be_taken_again()
    {
        Take(_state).Dispose();
        Assert.Null(WriterLock.ReadOwner(_state));

        Take(_state).Dispose();
    }

    [Fact]
    public void Giving_a_lock_back_twice_does_not_take_it_from_the_next()
    {
        var first = Take(_state);
        first.Dispose();
        using var second = Take(_state);

        first.Dispose();

        Assert.NotNull(WriterLock.ReadOwner(_state));
        Assert.IsType<WriterLockResult.Held>(WriterLock.TryTake(_state, WriterProcess.Owner("run", Now)));
    }

    [Fact]
    public void A_second_that_comes_before_the_first_has_announced_itself_is_still_refused()
    {
        using var first = Take(_state);
        File.WriteAllText(_state.OwnerFile, "{");

        Assert.Equal(new WriterLockResult.Held(null), WriterLock.TryTake(_state, WriterProcess.Owner("run", Now)));
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error_and_not_a_held_lock() =>
        Assert.ThrowsAny<IOException>(() => WriterLock.TryTake(new StateDirectory(_folder.File("missing")), WriterProcess.Owner("run", Now)));

    public void Dispose() => _folder.Dispose();

    private static WriterLock Take(StateDirectory state) =>
        Assert.IsType<WriterLockResult.Taken>(WriterLock.TryTake(state, WriterProcess.Owner("run", Now))).Lock;
}
