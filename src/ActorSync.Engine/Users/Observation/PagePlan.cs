namespace ActorSync.Engine.Users.Observation;

/// <summary>Which pages of a listing are still to be asked for: all that it promises, up to where it ends, in parts where one was too large.</summary>
/// <remarks>Pages may come in any order. It counts in rows, so that pages of different sizes are set against each other rightly.</remarks>
/// <param name="largestPage">The size of a page where none is asked for.</param>
/// <param name="maxRows">How many rows the target serves whatever it promises, or null for all.</param>
/// <param name="found">The size that listings of this kind were found to need, shared with them; null where it stands alone.</param>
internal sealed class PagePlan(int largestPage, int? maxRows, FoundPageSize? found = null)
{
    /// <summary>A target that finds its answer too large is asked for no fewer rows than this.</summary>
    public const int SmallestPage = 10;

    private readonly FoundPageSize _found = found ?? new FoundPageSize();
    private List<ListedPage> _parts = [];
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
    public int ToCome => _parts.Count(part => part.RowsBefore < End) + (int)Math.Clamp(PagesOf(End) - _next + 1, 0, int.MaxValue / 2);

    // Parts of a page that was too large are no more promised than other pages: nobody knows yet how many rows there are.
    private long End => Math.Min(_promised, _end);

    /// <summary>The next page to ask for, which is then no longer to come; null where nothing is left.</summary>
    public ListedPage? Take()
    {
        if (_next == 1 && _parts.Count == 0 && _found.Size is { } size && size < _size)
        {
            (_size, _isSizeAsked) = (size, true);
        }

        var next = _parts.FindIndex(part => part.RowsBefore < End);
        if (next >= 0)
        {
            var part = _parts[next];
            _parts.RemoveAt(next);
            return part;
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
            _found.Note(_size);
            _parts = [.. _parts.SelectMany(part => Divided(part, part.Size))];
        }

        _parts.AddRange(Divided(page, page.Size / parts));
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

    // What is known to be too large is not asked for only to be divided again.
    private IEnumerable<ListedPage> Divided(ListedPage page, int size)
    {
        var of = size > _size && page.Size % _size == 0 ? _size : size;
        var parts = page.Size / of;
        return Enumerable.Range(1, parts).Select(part => new ListedPage(((page.Number - 1) * parts) + part, of, IsSizeAsked: true));
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
