namespace ActorSync.Engine.Users.Observation;

/// <summary>Which pages of a listing are still to be asked for: all that it promises, up to where it ends, in parts where one was too large.</summary>
/// <remarks>Pages may come in any order. It counts in rows, so that pages of different sizes are set against each other rightly.</remarks>
/// <param name="largestPage">The size of a page where none is asked for.</param>
/// <param name="maxRows">How many rows the target serves whatever it promises, or null for all.</param>
internal sealed class PagePlan(int largestPage, int? maxRows)
{
    /// <summary>A target that finds its answer too large is asked for no fewer rows than this.</summary>
    public const int SmallestPage = 10;

    private readonly Queue<ListedPage> _parts = [];
    private int _size = largestPage;
    private bool _isSizeAsked;
    private int _next = 1;
    private int _served;
    private int _tooLarge;
    private long _promised = 1;
    private long _end = long.MaxValue;

    /// <summary>Whether the target serves only a part of the listing.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>How many pages are still to be asked for.</summary>
    public int ToCome => _parts.Count(part => part.RowsBefore < _end) + (int)Math.Clamp(PagesOf(Math.Min(_promised, _end)) - _next + 1, 0, int.MaxValue / 2);

    /// <summary>The next page to ask for, which is then no longer to come; null where nothing is left.</summary>
    public ListedPage? Take()
    {
        while (_parts.TryDequeue(out var part))
        {
            if (part.RowsBefore < _end)
            {
                return part;
            }
        }

        return ToCome > 0 ? new ListedPage(_next++, _size, _isSizeAsked) : null;
    }

    /// <summary>Notes that a page came.</summary>
    /// <param name="page">The page as it was asked for.</param>
    /// <param name="size">The size that the target used, at least 1.</param>
    /// <param name="pageCount">How many pages of that size it says that there are.</param>
    /// <param name="isEmpty">Whether it had no rows, which is the end whatever was promised.</param>
    public void Came(ListedPage page, int size, int pageCount, bool isEmpty)
    {
        if (page.RowsBefore == 0 && size != page.Size)
        {
            // Capped in silence: the pages that follow begin behind the first one of that size.
            _parts.Clear();
            (_size, _next) = (size, 2);
            page = page with { Size = size };
        }

        _served += page.Size == _size ? 1 : 0;
        if (isEmpty)
        {
            _end = Math.Min(_end, page.RowsBefore);
            return;
        }

        var servable = maxRows is { } most ? Math.Max(1, most / size) : int.MaxValue;
        IsCutShort |= pageCount > servable;
        _promised = Math.Max(page.RowsToItsEnd, Math.Min(pageCount, servable) * (long)size);
    }

    /// <summary>Notes that a page was refused because it was too large: its rows are asked for in smaller parts.</summary>
    /// <returns>False where it cannot be divided further.</returns>
    public bool Divide(ListedPage page)
    {
        if (Parts(page.Size) is not { } parts)
        {
            return false;
        }

        if (page.Size == _size && ++_tooLarge > _served)
        {
            // More of this size were refused than came: all that follow are asked for in the smaller one.
            _next = ((_next - 1) * parts) + 1;
            (_size, _isSizeAsked, _served, _tooLarge) = (page.Size / parts, true, 0, 0);
        }

        for (var part = 1; part <= parts; part++)
        {
            _parts.Enqueue(new ListedPage(((page.Number - 1) * parts) + part, page.Size / parts, IsSizeAsked: true));
        }

        return true;
    }

    /// <summary>Notes that the target refuses this page and what follows, though it promised them.</summary>
    public void CutShortBefore(ListedPage page)
    {
        IsCutShort = true;
        _end = Math.Min(_end, page.RowsBefore);
    }

    /// <summary>Starts at the first page again.</summary>
    public void StartAgain()
    {
        _parts.Clear();
        (_next, _end) = (1, long.MaxValue);
    }

    private static int? Parts(int size)
    {
        for (var parts = 2; size / parts >= SmallestPage; parts++)
        {
            if (size % parts == 0)
            {
                return parts;
            }
        }

        return null;
    }

    private long PagesOf(long rows) => (rows + _size - 1) / _size;
}
