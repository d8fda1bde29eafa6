using ActorSync.Engine.Users.Observation;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Engine.Tests.Users.Observation;

public sealed class PagePlanTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Every_row_is_asked_for_once_in_whatever_order_pages_come_and_whichever_are_too_large()
    {
        var listings = from rows in Gen.Choose(0, 3_000)
                       from seed in Gen.Choose(0, int.MaxValue - 1)
                       from refusedPercent in Gen.Elements(0, 5, 60, 100)
                       select (rows, seed, refusedPercent);

        Check.One(Many, Prop.ForAll(listings.ToArbitrary(), given =>
        {
            var random = new Random(given.seed);
            var (came, refused) = ReadAll(new PagePlan(largestPage: 500, maxRows: null), given.rows, page => page.Size > 100 && random.Next(100) < given.refusedPercent, random);

            var ends = came.Where(page => page.RowsBefore < Math.Max(1, given.rows)).OrderBy(page => page.RowsBefore).ToList();
            Assert.Equal(0, ends[0].RowsBefore);
            Assert.Equal(ends.Skip(1).Select(page => page.RowsBefore), ends.SkipLast(1).Select(page => page.RowsToItsEnd));
            Assert.True(ends[^1].RowsToItsEnd >= given.rows, "The last rows were not asked for.");
            Assert.All(refused, page => Assert.True(page.Size > 100));
        }));
    }

    [Fact]
    public void A_page_that_is_too_large_makes_only_itself_smaller()
    {
        var (came, _) = ReadAll(new PagePlan(largestPage: 500, maxRows: null), 20_000, page => page is { Size: 500, Number: 7 }, random: null);

        Assert.Equal(39, came.Count(page => page is { Size: 500, IsSizeAsked: false }));
        Assert.Equal([new(13, 250, true), new(14, 250, true)], came.Where(page => page.Size != 500));
    }

    [Fact]
    public void Where_more_are_too_large_than_not_the_others_are_asked_for_in_the_smaller_size()
    {
        var (came, refused) = ReadAll(new PagePlan(largestPage: 500, maxRows: null), 20_000, page => page.Size > 250, random: null);

        Assert.Equal(80, came.Count);
        Assert.Equal(new ListedPage(1, 500, IsSizeAsked: false), Assert.Single(refused));
    }

    [Fact]
    public void A_page_is_divided_down_to_the_smallest_and_no_further()
    {
        var plan = new PagePlan(largestPage: 500, maxRows: null);
        var sizes = new List<int>();

        var page = plan.Take()!.Value;
        while (plan.Divide(page))
        {
            page = plan.Take()!.Value;
            sizes.Add(page.Size);
        }

        Assert.Equal([250, 125, 25], sizes.Distinct());
    }

    [Fact]
    public void Until_the_first_rows_came_no_others_are_asked_for_and_what_is_not_promised_never_is()
    {
        var (came, refused) = ReadAll(new PagePlan(largestPage: 500, maxRows: null), 16, page => page.Size > 30, random: null);

        Assert.Equal([500, 250, 125], refused.Select(page => page.Size));
        Assert.Equal(new ListedPage(1, 25, IsSizeAsked: true), Assert.Single(came));
    }

    [Fact]
    public void After_the_descent_every_other_row_is_asked_for_in_the_size_that_came()
    {
        var (came, refused) = ReadAll(new PagePlan(largestPage: 500, maxRows: null), 230, page => page.Size > 30, random: null);

        Assert.Equal([500, 250, 125], refused.Select(page => page.Size));
        Assert.Equal(Enumerable.Range(1, 10), came.Select(page => page.Number).Order());
    }

    [Fact]
    public void The_next_listing_of_its_kind_begins_with_the_size_that_was_found()
    {
        var found = new FoundPageSize();
        ReadAll(new PagePlan(largestPage: 100, maxRows: null, found), 60, page => page.Size > 30, random: null);

        var (came, refused) = ReadAll(new PagePlan(largestPage: 100, maxRows: null, found), 60, page => page.Size > 30, random: null);

        Assert.Empty(refused);
        Assert.Equal([25, 25, 25], came.Select(page => page.Size));
    }

    [Fact]
    public void A_size_that_was_capped_in_silence_is_the_size_of_all_that_follows()
    {
        var plan = new PagePlan(largestPage: 500, maxRows: null);

        plan.Came(plan.Take()!.Value, size: 37, pageCount: 3, isEmpty: false);

        Assert.Equal(2, plan.ToCome);
        Assert.Equal(new ListedPage(2, 37, IsSizeAsked: false), plan.Take());
    }

    [Fact]
    public void What_the_target_promises_and_will_not_serve_is_not_asked_for()
    {
        var plan = new PagePlan(largestPage: 500, maxRows: 10_000);

        plan.Came(plan.Take()!.Value, size: 500, pageCount: 30, isEmpty: false);

        Assert.True(plan.IsCutShort);
        Assert.Equal(19, plan.ToCome);
    }

    [Fact]
    public void Nothing_is_asked_for_behind_a_page_that_was_refused_or_empty()
    {
        var plan = new PagePlan(largestPage: 10, maxRows: 1_000);
        plan.Came(plan.Take()!.Value, size: 10, pageCount: 50, isEmpty: false);
        _ = plan.Take();
        var third = plan.Take()!.Value;

        plan.CutShortBefore(third);

        Assert.True(plan.IsCutShort);
        Assert.Equal(0, plan.ToCome);
        Assert.Null(plan.Take());
    }

    [Fact]
    public void An_answer_that_promises_without_end_leaves_a_number_of_pages()
    {
        var plan = new PagePlan(largestPage: 1, maxRows: null);

        plan.Came(plan.Take()!.Value, size: int.MaxValue, pageCount: int.MaxValue, isEmpty: false);

        Assert.True(plan.ToCome > 0);
    }

    private static (List<ListedPage> Came, List<ListedPage> Refused) ReadAll(PagePlan plan, int rows, Func<ListedPage, bool> isTooLarge, Random? random)
    {
        var (came, refused, asked) = (new List<ListedPage>(), new List<ListedPage>(), new List<ListedPage>());
        while (true)
        {
            while (asked.Count < (came.Count == 0 ? 1 : 16) && plan.Take() is { } next)
            {
                asked.Add(next);
            }

            if (asked.Count == 0)
            {
                return (came, refused);
            }

            var index = random?.Next(asked.Count) ?? 0;
            var page = asked[index];
            asked.RemoveAt(index);
            if (isTooLarge(page))
            {
                refused.Add(page);
                Assert.True(plan.Divide(page));
                continue;
            }

            came.Add(page);
            plan.Came(page, page.Size, (rows + page.Size - 1) / page.Size, isEmpty: page.RowsBefore >= rows);
        }
    }
}
