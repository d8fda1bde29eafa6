using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Runs;

public sealed class AccessWatchTests
{
    private readonly AccessWatch _watch = new();

    [Fact]
    public void Where_nobody_was_let_in_a_few_who_are_refused_stop_the_run_and_say_what_was_answered()
    {
        Refuse(AccessWatch.MostAtFirst - 1);
        Assert.Null(_watch.Stop);

        Refuse(1);

        Assert.Contains("403 not.authorized", Assert.IsType<RunStop.PermissionMissing>(_watch.Stop).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_one_was_let_in_only_a_long_row_stops_the_run()
    {
        Refuse(AccessWatch.MostAtFirst - 1);
        _watch.Admitted();
        Refuse(AccessWatch.MostInARow - 1);
        _watch.Admitted();
        Refuse(AccessWatch.MostInARow - 1);
        Assert.Null(_watch.Stop);

        Refuse(1);

        Assert.NotNull(_watch.Stop);
    }

    private void Refuse(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _watch.Refused("403 not.authorized");
        }
    }
}
