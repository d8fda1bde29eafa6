using ActorSync.Core.Gateway;

namespace ActorSync.Core.Tests.Gateway;

public sealed class FailureRowTests
{
    private readonly FailureRow _row = new();

    [Fact]
    public void A_row_lasts_from_the_beginning_of_its_first_try_whichever_of_them_failed_first()
    {
        _row.Failed(Second(5));
        _row.Failed(Second(3));
        _row.Failed(Second(8));

        Assert.Equal((3, Second(17)), _row.Read(Second(20)));
    }

    [Fact]
    public void An_answer_ends_a_row()
    {
        _row.Failed(Second(5));

        _row.Answered();
        Assert.Equal((0, TimeSpan.Zero), _row.Read(Second(20)));

        _row.Failed(Second(30));
        Assert.Equal((1, Second(10)), _row.Read(Second(40)));
    }

    private static TimeSpan Second(int seconds) => TimeSpan.FromSeconds(seconds);
}
