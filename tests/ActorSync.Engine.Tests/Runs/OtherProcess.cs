using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Tests.Runs;

/// <summary>What the tests of the writer's lock run in a process of its own, which they kill.</summary>
public sealed class OtherProcess
{
    internal const string FolderVariable = "ACTORSYNC_TEST_LOCK_FOLDER";
    internal const string TakenLine = "the lock is taken";

    [Fact(Explicit = true)]
    public void Holds_the_lock_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "This is started by another test.");

        var owner = WriterOwner.ThisProcess("run", Instant.FromUtc(2026, 11, 25, 17, 15, 3));
        using var taken = Assert.IsType<WriterLockResult.Taken>(WriterLock.TryTake(new StateDirectory(folder!), owner)).Lock;
        Console.WriteLine(TakenLine);
        Console.Out.Flush();
        Console.In.ReadToEnd();
    }
}
